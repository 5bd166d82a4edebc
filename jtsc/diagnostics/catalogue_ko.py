"""The words of every diagnostic in Korean, in the form of `catalogue_en`.

`PHRASES` holds the words that are themselves facts of a diagnostic, by their English: see `phrase`.
"""

from jtsc.diagnostics.message import Message

WORDS = {"error": "오류", "warning": "경고", "hint": "참고", "help": "도움말"}

MESSAGES: dict[str, Message] = {
    "JTS0101": Message(
        "이 파일에 전략이 없습니다",
        '전략 파일에는 `strategy("이름") {{ ... }}` 하나가 있어야 합니다',
        '`strategy("MyStrategy") {{` 로 시작해 `}}` 로 닫으세요',
    ),
    "JTS0102": Message(
        "`{bracket}`가 닫히지 않았습니다", "짝이 되는 `{closing}`가 없습니다", "`{closing}`를 추가하세요"
    ),
    "JTS0103": Message("따옴표가 닫히지 않았습니다", "텍스트는 그 줄에서 끝나야 합니다", '`"`를 추가하세요'),
    "JTS0104": Message(
        "주석이 끝나지 않았습니다", "`/*`로 연 주석을 닫는 `*/`가 없습니다", "`*/`를 추가하세요"
    ),
    "JTS0105": Message("알 수 없는 섹션 `{name}`", "전략에 이런 섹션은 없습니다", "{hint}"),
    "JTS0106": Message(
        "`{bracket}`가 닫을 것이 없습니다", "맞는 여는 괄호가 없습니다", "지우거나, 앞에 여는 괄호를 쓰세요"
    ),
    "JTS0107": Message(
        "섹션 밖의 텍스트",
        "여기에는 섹션만 올 수 있고 `{text}`는 올 수 없습니다",
        "섹션 안으로 옮기거나 지우세요",
    ),
    "JTS0108": Message(
        "예상하지 못한 {found}", "앞에 있는 것 뒤에 올 수 없습니다", "여기에 올 수 있는 것: {expected}"
    ),
    "JTS0109": Message("한 줄에 두 문장", "문장은 줄과 함께 끝납니다", "`{text}` 앞에서 줄을 바꾸세요"),
    "JTS0110": Message("조건 안의 `=`", "`=`는 값에 이름을 붙이고, 비교는 `==`로 합니다", "`==`로 쓰세요"),
    "JTS0111": Message("`=` 자리에 `:`", "이름에 값을 줄 때는 `=`를 씁니다", "`=`로 쓰세요"),
    "JTS0112": Message("`%` 앞의 공백", "퍼센트는 붙여 씁니다", "`{number}%`로 쓰세요"),
    "JTS0113": Message(
        "연산자로 쓴 `%`", "나머지 연산자는 없습니다", "퍼센트는 `5%`로, 나머지는 `{call}`로 쓰세요"
    ),
    "JTS0114": Message(
        "이어진 비교",
        "비교 하나에는 양쪽이 하나씩입니다",
        "`x between [low, high]` 또는 `low < x AND x < high`로 쓰세요",
    ),
    "JTS0115": Message("앞자리 숫자가 없는 수", "소수점 양쪽에 숫자가 있어야 합니다", "`0{number}`로 쓰세요"),
    "JTS0116": Message(
        "`{text}`는 값이 아닙니다",
        "숫자 뒤에는 `%`, `bp`, `ms`, `s`, `m`, `h`, `d`, `w`가 올 수 있습니다",
        "{hint}",
    ),
    "JTS0117": Message("`{text}`는 있을 수 없는 값입니다", "{reason}", "실제로 있는 값을 쓰세요"),
    "JTS0118": Message(
        "{most}단계가 넘는 식",
        "연산은 {most}단계까지만 겹칠 수 있습니다",
        "일부를 `indicators`에서 이름으로 만드세요",
    ),
    "JTS0119": Message(
        "{what}: 아직 실행할 수 없습니다", "언어에는 있지만 실행기가 아직 모릅니다", "빼고 쓰세요"
    ),
    "JTS0120": Message(
        "`{wanted}` 자리에 `{found}`", "모양은 비슷하지만 다른 문자입니다", "`{wanted}`로 쓰세요"
    ),
    "JTS0121": Message(
        "`{found}`는 연산자가 아닙니다", "다른 언어에서 쓰는 연산자입니다", "`{wanted}`로 쓰세요"
    ),
    "JTS0122": Message("세미콜론", "문장은 줄과 함께 끝납니다", "지우거나 줄을 바꾸세요"),
    "JTS0123": Message("혼자 있는 줄의 `{{`", "줄이 끝나면 앞 문장도 끝납니다", "앞줄 끝에 `{{`를 쓰세요"),
    "JTS0124": Message("`{name}`라는 함수는 없습니다", "함수 앞에는 다른 이름을 붙이지 않습니다", "{hint}"),
    "JTS0125": Message("`:` 자리에 `=`", "인수는 `:`로 줍니다", "`:`로 쓰세요"),
    "JTS0126": Message(
        "대괄호 없는 범위", "`between` 뒤에는 값 두 개의 목록이 옵니다", "`between {bounds}`로 쓰세요"
    ),
    "JTS0127": Message(
        "방향이 없는 돌파", "위로 돌파하는지 아래로 돌파하는지 써야 합니다", "`crosses above`로 쓰세요"
    ),
    "JTS0128": Message("주석 앞의 `#`", "주석은 `//`로 시작합니다", "`//`로 쓰세요"),
    "JTS0129": Message("규칙 앞의 `if`", "규칙은 `when`으로 시작합니다", "`when`으로 쓰세요"),
    "JTS0130": Message("괄호 없는 조건", "조건은 괄호 안에 씁니다", "`when (close > open) {{`처럼 쓰세요"),
    "JTS0201": Message("알 수 없는 이름 `{name}`", "여기에서 보이는 이름 중에 없습니다", "{hint}"),
    "JTS0202": Message("`{name}`를 두 번 정의했습니다", "이미 {kind}입니다", "다른 이름을 쓰세요"),
    "JTS0203": Message(
        "`{name}`는 내장 이름입니다", "내장 이름의 뜻은 바꿀 수 없습니다", "다른 이름을 쓰세요"
    ),
    "JTS0204": Message("알 수 없는 함수 `{name}`", "이런 내장 함수는 없습니다", "{hint}"),
    "JTS0205": Message(
        "타임프레임 `{name}`를 값으로 썼습니다",
        "타임프레임은 시계열을 담을 뿐, 값이 아닙니다",
        "`{name}.close`처럼 그 시계열을 쓰세요",
    ),
    "JTS0206": Message(
        "함수 `{name}`를 값으로 썼습니다", "함수에는 인수가 필요합니다", "`{name}(...)`로 쓰세요"
    ),
    "JTS0207": Message("값 하나에 `.{name}`", "{unit}에는 부분이 없습니다", "`.{name}`를 지우세요"),
    "JTS0208": Message(
        "`{name}`가 자기 자신으로 정의되었습니다",
        "정의가 돌고 돕니다: {circle}",
        "그중 하나를 나머지 없이 정의하세요",
    ),
    "JTS0210": Message(
        "파라미터 값이 단순한 값이 아닙니다",
        "기본값, 범위, 간격은 숫자, 퍼센트, 기간, 금액, 텍스트로 그대로 씁니다",
        "값을 직접 쓰세요",
    ),
    "JTS0211": Message(
        "기본값이 범위 밖입니다",
        "`{name}`의 기본값은 {range} 중 하나여야 합니다",
        "기본값이나 범위를 바꾸세요",
    ),
    "JTS0212": Message(
        "큰 값에서 작은 값으로 가는 범위", "{low}가 {high}보다 큽니다", "작은 쪽을 먼저 쓰세요"
    ),
    "JTS0213": Message("간격이 0보다 크지 않습니다", "범위는 위로 올라갑니다", "0보다 큰 간격을 쓰세요"),
    "JTS0220": Message("길이가 없는 타임프레임", "타임프레임은 기간입니다", "예: `daily = 1d`, `five = 5m`"),
    "JTS0221": Message("알 수 없는 타임프레임 `{name}`", "`on`에는 `timeframes`의 이름이 옵니다", "{hint}"),
    "JTS0222": Message(
        "`{name}`가 자기 자신을 부릅니다",
        "함수는 부르는 자리에 그대로 펼쳐지므로 끝나지 않습니다",
        "그 호출을 빼세요",
    ),
    "JTS0223": Message("`{path}`를 가져올 수 없습니다", "{reason}", "이 파일 기준 경로로 함수 파일을 쓰세요"),
    "JTS0225": Message(
        "종목이 지정되지 않았습니다",
        "어느 종목의 봉인지 종목코드로 정합니다",
        '`on symbol("069500") as index {{`로 쓰세요',
    ),
    "JTS0301": Message(
        "{left}과(와) {right}의 비교", "{left}과(와) {right}은(는) 서로 다른 것을 잽니다", "{hint}"
    ),
    "JTS0302": Message(
        "{unit}을(를) 조건으로 썼습니다",
        "조건은 참 또는 거짓이어야 하는데 이것은 {unit}입니다",
        "`close > open` 같은 비교를 쓰세요",
    ),
    "JTS0303": Message("{unit} 앞의 `{operator}`", "부호는 숫자에만 붙습니다", "`{operator}`를 지우세요"),
    "JTS0304": Message(
        "{left} {operator} {right}",
        "{left} {operator} {right}에서 나오는 단위가 없습니다",
        "한쪽을 바꾸거나 다른 연산자를 쓰세요",
    ),
    "JTS0305": Message(
        "레코드를 값 하나로 썼습니다", "값이 여러 개입니다: {parts}", "이름으로 하나를 고르세요"
    ),
    "JTS0306": Message(
        "두 경계가 없는 `between`",
        "`between`에는 값 두 개짜리 목록이 오는데 {count}개입니다",
        "`between [low, high]`로 쓰세요",
    ),
    "JTS0307": Message(
        "단위가 다른 갈래", "`then`은 {left}, `else`는 {right}입니다", "둘을 같은 단위로 맞추세요"
    ),
    "JTS0308": Message("값 하나가 올 자리에 {found}", "{found}은(는) 값 하나가 아닙니다", "값 하나를 쓰세요"),
    "JTS0309": Message(
        "두 상수의 교차", "움직이지 않는 두 값은 교차하지 않습니다", "적어도 한쪽은 시계열로 쓰세요"
    ),
    "JTS0310": Message("{first} 옆의 {found}", "한 전략의 종목은 모두 한 통화입니다", "통화 하나만 쓰세요"),
    "JTS0311": Message(
        "`{name}`가 {first}에서 {then}(으)로 바뀝니다",
        "var는 첫 봉에서도 그 뒤에도 한 단위의 수입니다",
        "`then` 양쪽을 한 단위로 맞추세요",
    ),
    "JTS0312": Message(
        "텍스트끼리의 비교",
        "조건은 시장과 함께 움직이는 값을 비교하는데, 텍스트는 움직이지 않습니다",
        "종목은 `universe`에서 고르고, 여기서는 파라미터를 그 텍스트 하나와 비교하거나 수를 비교하세요",
    ),
    "JTS0313": Message(
        "`{name}`는 이 텍스트가 될 수 없습니다",
        "가능한 텍스트: {known}",
        "그 중 하나를 쓰거나 목록에 추가하세요",
    ),
    "JTS0401": Message(
        "변하는 기간",
        "`{name}`는 모든 봉에서 같아야 합니다: 숫자나 파라미터",
        "숫자나 파라미터를 쓰세요",
    ),
    "JTS0402": Message(
        "미래를 봅니다",
        "`[{value}]`는 아직 오지 않은 봉입니다",
        "뒤로 세세요: `[1]`이 바로 앞 봉입니다",
    ),
    "JTS0403": Message(
        "변하는 과거 인덱스", "얼마나 전인지는 모든 봉에서 같아야 합니다", "숫자나 파라미터를 쓰세요"
    ),
    "JTS0404": Message(
        "계좌 값에 대한 {what}",
        "{what}은(는) 시장의 값처럼 매번 같아야 하는데, 계좌의 값은 체결에 따라 다릅니다",
        "`var … since entry`로 포지션이 있는 동안 봉마다 이어 가세요",
    ),
    "JTS0405": Message(
        "과거 인덱스가 정수가 아닙니다",
        "{value}일 수 있습니다; 봉을 0부터 {most}까지 정수로 셉니다",
        "0 이상의 정수를 쓰세요",
    ),
    "JTS0406": Message("움직이지 않는 값의 과거", "모든 봉에서 같은 값입니다", "인덱스를 지우세요"),
    "JTS0407": Message(
        "주문 밖의 `{name}`", "계좌만 아는 값입니다", "주문의 `quantity:`, `size:`, `broker:`에 쓰세요"
    ),
    "JTS0408": Message("변하는 인수", "`{name}`는 모든 봉에서 같아야 합니다", "값이나 파라미터를 쓰세요"),
    "JTS0409": Message(
        "{value}봉의 기간", "`{name}`는 1부터 {most}까지의 정수입니다", "1 이상의 정수를 쓰세요"
    ),
    "JTS0410": Message("변하지 않는 조건", "시장의 값이 없어 늘 같습니다", "움직이는 것을 비교하세요"),
    "JTS0411": Message(
        "`on {block}` 안의 `{name}`",
        "이 값은 판단 시점마다 있고, `{block}`의 값은 그 봉이 끝나야 생깁니다",
        "`on` 블록 밖에서 정의하세요",
    ),
    "JTS0412": Message(
        "var `{name}`가 계좌를 읽습니다",
        "`var`는 시장에서 계산되어 매번 같지만, 계좌의 값은 체결에 따라 다릅니다",
        "`since entry`를 쓰세요: 포지션과 함께 시작하고 끝납니다",
    ),
    "JTS0501": Message("인수가 너무 많습니다", "`{name}`는 많아야 {most}개를 받습니다", "이 인수를 지우세요"),
    "JTS0502": Message("알 수 없는 인수 `{name}`", "이런 이름의 인수는 없습니다", "{hint}"),
    "JTS0503": Message("`{name}`를 두 번 썼습니다", "인수는 한 번만 씁니다", "하나를 지우세요"),
    "JTS0504": Message("`{missing}`가 없습니다", "`{name}`에 꼭 필요합니다", "`{name}({usage})`로 쓰세요"),
    "JTS0505": Message("시계열 자리에 {unit}", "`{name}`는 시장의 시계열입니다", "{hint}"),
    "JTS0506": Message("{wanted} 자리에 {found}", "`{name}`는 {wanted}입니다", "{wanted}을(를) 쓰세요"),
    "JTS0507": Message(
        "알 수 없는 `{name}`",
        '`{name}`에는 {known}만 올 수 있는데, 여기서는 "{text}"가 될 수 있습니다',
        "그 중 하나를 쓰세요",
    ),
    "JTS0511": Message(
        "{found}을(를) 수량으로 썼습니다",
        "수량은 자산의 비율, 금액, 주식 수, 또는 `all`입니다",
        "`5%`, `1_000_000 KRW`, `10`, `all` 중에서 쓰세요",
    ),
    "JTS0512": Message("없는 수량", "{value}는 0보다 크지 않습니다", "0보다 큰 수량을 쓰세요"),
    "JTS0513": Message("100 %가 넘는 수량", "전부보다 많을 수는 없습니다", "`all` 또는 `100%` 이하로 쓰세요"),
    "JTS0514": Message("`{name}`에 {found}", "`{name}`는 시장에서 아는 가격입니다", "예: `close * 0.99`"),
    "JTS0515": Message(
        "`{field}` 없는 `type: {type}`",
        "이 유형의 주문에는 가격이 필요합니다",
        "`{field}: close * 0.99`를 추가하세요",
    ),
    "JTS0516": Message("`type: {type}`에 `{field}`", "이 유형의 주문에는 쓸 데가 없습니다", "{help}"),
    "JTS0517": Message(
        "태그가 텍스트가 아닙니다", "태그는 주문에 붙는 텍스트입니다", '예: `tag: "breakout"`'
    ),
    "JTS0518": Message("`{name}`가 {value}입니다", "가격은 0보다 큽니다", "예: `close * 0.99`"),
    "JTS0520": Message(
        "할 일이 없는 규칙", "`when`은 참일 때 할 일을 말합니다", "`{verb}(...)`를 추가하세요"
    ),
    "JTS0521": Message("한 규칙에 여러 주문", "`when` 하나는 주문 하나를 냅니다", "`when`을 하나 더 쓰세요"),
    "JTS0522": Message("할 일 자리에 값", "규칙의 중괄호에는 할 일이 옵니다", "`{verb}(...)`로 쓰세요"),
    "JTS0523": Message(
        "`{section}` 안의 `{found}`",
        "`{section}`에는 `{verb}`만 옵니다",
        "`{verb}`로 쓰거나 규칙을 옮기세요",
    ),
    "JTS0524": Message("알 수 없는 동작 `{name}`", "여기에 이런 동작은 없습니다", "{hint}"),
    "JTS0525": Message(
        "`{field}` 없는 `{verb}`", "주문은 얼마인지 말해야 합니다", '`{field}: "5%"`를 추가하세요'
    ),
    "JTS0526": Message(
        "이름 없는 인수", "`{verb}`는 이름 있는 인수를 받습니다: {known}", '`quantity: "5%"`로 쓰세요'
    ),
    "JTS0527": Message("알 수 없는 주문 유형", "주문 유형: {known}", "`type: {wanted}`로 쓰세요"),
    "JTS0528": Message(
        "레코드 없는 `execute_immediately`",
        "레코드 하나를 받습니다",
        "`execute_immediately({{ size: 5% }})`로 쓰세요",
    ),
    "JTS0529": Message(
        "브로커가 이름이 아닙니다",
        "브로커는 계좌의 이름입니다",
        "`sources`의 이름이나 `select_fastest_broker()`를 쓰세요",
    ),
    "JTS0530": Message("알 수 없는 설정 `{name}`", "이 섹션에 이런 설정은 없습니다", "{hint}"),
    "JTS0531": Message("`{name}`의 알 수 없는 값", "다음 중 하나입니다: {known}", "{known} 중에서 쓰세요"),
    "JTS0540": Message("`{name}`에 {found}", "`{name}`는 모든 봉에서 같은 퍼센트입니다", "예: `5%`"),
    "JTS0541": Message("`{name}`가 한계를 벗어났습니다", "0보다 크고 1000 % 이하여야 합니다", "예: `5%`"),
    "JTS0542": Message("`{name}`가 정수가 아닙니다", "진입 횟수이며 1 이상입니다", "1 이상의 정수를 쓰세요"),
    "JTS0543": Message("구간이 없는 소스", "계좌는 종목의 한 구간을 맡습니다", "`symbols[0..599]`로 쓰세요"),
    "JTS0544": Message(
        "여기서 나오는 종목이 없습니다",
        "유니버스는 목록과 파일로 만듭니다",
        '`["005930", "000660"]` 또는 `file("codes.csv")`로 쓰세요',
    ),
    "JTS0545": Message(
        "`{name}`가 비율이 아닙니다",
        "모든 봉에서 같은, 0보다 크고 {most} % 이하인 퍼센트입니다",
        "예: `{example}`",
    ),
    "JTS0546": Message(
        "`{name}`에 {found}",
        "`{name}`는 모든 봉에서 같은 퍼센트이거나 가격 거리입니다",
        "예: `5%`, `2 * ATR(period: 14)`",
    ),
    "JTS0547": Message("`{name}`가 개수가 아닙니다", "모든 봉에서 같은, 1 이상의 정수입니다", "예: `20`"),
    "JTS0548": Message(
        "`{name}`가 기간이 아닙니다",
        "모든 봉에서 같은, 0보다 긴 기간입니다; `2d`는 2거래일입니다",
        "예: `2d`, `30m`",
    ),
    "JTS0549": Message(
        "`priority`가 종목을 가르지 못합니다",
        "종목마다 제 봉에서 종가 때 알 수 있는 숫자여야 합니다",
        "예: `priority = price_change(20d)`, 또는 지표의 이름",
    ),
    "JTS0550": Message(
        "전략 `{name}`에 규칙이 없습니다",
        "아무것도 사거나 팔지 않습니다",
        "`entry.long {{ when (...) {{ ... }} }}`를 추가하세요",
    ),
    "JTS0560": Message(
        "봉에서의 `{name}`",
        "실행 전체가 끝나야 아는 수치입니다",
        "`at bar` 없이 `expect`에서 비교하세요",
    ),
    "JTS0561": Message(
        "봉이 없는 시장 값",
        "봉마다 바뀌며, 실행이 끝나면 수치만 남습니다",
        "테스트에서 `at bar 3`을 붙이거나 `entries` 같은 수치를 비교하세요",
    ),
    "JTS0562": Message(
        "봉이 없는 테스트",
        "테스트는 자기 봉 위에서 전략을 실행합니다",
        "`bars(1d, close: [100, 101, 102])`를 추가하세요",
    ),
    "JTS0563": Message("기대가 없는 테스트", "실패할 수가 없습니다", "예: `expect entries == 1`"),
    "JTS0564": Message("두 번째 `bars`", "테스트는 봉 한 벌 위에서 실행됩니다", "테스트를 하나 더 쓰세요"),
    "JTS0565": Message(
        "테스트의 알 수 없는 단계",
        "테스트는 `with`, `bars(...)`, `expect`로 이루어집니다",
        "그중 하나를 쓰세요",
    ),
    "JTS0566": Message(
        "`{name}`가 숫자 목록이 아닙니다",
        "열은 봉마다 숫자 하나로 씁니다; `repeat(100, 20)`과 `ramp(100, 119, 20)`은 스무 개입니다",
        "`{name}: [100, 101, 102]`로 쓰세요",
    ),
    "JTS0567": Message(
        "길이가 다른 열",
        "`{name}`는 {count}개, `close`는 {wanted}개입니다",
        "둘 다 봉 수만큼 쓰세요",
    ),
    "JTS0568": Message(
        "{bar}번 봉의 `{name}`가 {value}입니다",
        "가격은 0보다 크고 거래량은 0 이상입니다",
        "시장에 있을 수 있는 값을 쓰세요",
    ),
    "JTS0569": Message(
        "{bar}번 봉에서 `{lower}`가 `{upper}`보다 큽니다",
        "{value}와 {other}입니다; 쓰지 않은 `open`, `high`, `low`는 `close`와 같습니다",
        "하나를 바꾸거나, 쓰지 않은 것을 쓰세요",
    ),
    "JTS0570": Message(
        "{wanted} 전략에 {given} 봉",
        "테스트의 봉은 전략이 판단하는 봉입니다",
        "`bars({wanted}, ...)`로 쓰세요",
    ),
    "JTS0571": Message("테스트 밖의 봉", "봉 번호는 0부터 {last}까지입니다", "{last} 이하의 정수를 쓰세요"),
    "JTS0572": Message("알 수 없는 파라미터 `{name}`", "전략에 이런 파라미터는 없습니다", "{hint}"),
    "JTS0573": Message(
        "범위 밖의 값", "`{name}`는 {range}일 수 있습니다", "여기 값이나 `params`의 범위를 바꾸세요"
    ),
    "JTS0574": Message(
        "날짜 범위가 아닙니다",
        "`on`에는 첫날과 마지막 날이 옵니다",
        "예: `on 2018-01-01..2021-12-31`",
    ),
    "JTS0580": Message(
        "문구 없는 `notify`",
        "따옴표 안의 문구 하나를 받습니다",
        '`notify("{{symbol}} {{close}}")`처럼 쓰세요',
    ),
    "JTS0581": Message(
        "짝이 없는 `{brace}`",
        "문구 안의 중괄호는 값을 둘러쌉니다",
        "닫거나, 중괄호 자체는 `{brace}{brace}`로 쓰세요",
    ),
    "JTS0582": Message(
        "문구 안의 {unit}", "문구에는 수, 시각, 참거짓이 들어갑니다", "그 가운데 한 부분이나 값을 쓰세요"
    ),
    "JTS0601": Message("쓰지 않는 이름 `{name}`", "{kind}인데 읽는 곳이 없습니다", "쓰거나 지우세요"),
    "JTS0602": Message(
        "결코 참이 되지 않는 조건", "어떤 봉에서도 참이 될 수 없습니다", "연산자와 경계값을 확인하세요"
    ),
    "JTS0603": Message("언제나 참인 조건", "값이 있는 모든 봉에서 참입니다", "연산자와 경계값을 확인하세요"),
    "JTS0604": Message(
        "청산이 없는 진입",
        "이 포지션을 끝내는 것이 없습니다",
        "`exit.{side}`에 `{verb}(quantity: all)`, 또는 `risk_management`에 `stop_loss`를 쓰세요",
    ),
    "JTS0605": Message("실행될 수 없는 청산", "{why}", "{hint}"),
    "JTS0606": Message(
        "한도보다 넓은 손절",
        "손절까지 가면 자산의 {loss}를 잃을 수 있어 `{name}`에 먼저 닿습니다",
        "손절을 좁히거나 수량을 줄이세요",
    ),
    "JTS0607": Message(
        "누적값의 수준 비교",
        "`{name}`는 처음 읽은 봉부터 쌓이므로, 읽은 기간에 따라 수준이 달라집니다",
        "`{name} > {name}[20]`처럼 자신의 과거와 비교하거나 `since session`으로 시작하세요",
    ),
    "JTS0608": Message(
        "계산된 가격을 `{operator}`로 비교",
        "마지막 자리까지 같은 일은 거의 없습니다",
        "`crosses above`, `crosses below`, `<=`, `>=`를 쓰세요",
    ),
}

PHRASES: dict[str, str] = {
    "number": "수",
    "ratio": "비율",
    "price": "가격",
    "volume": "거래량",
    "money": "금액",
    "quantity": "수량",
    "duration": "기간",
    "time": "시각",
    "date": "날짜",
    "weekday": "요일",
    "bool": "참/거짓",
    "text": "텍스트",
    "record": "레코드",
    "broker": "브로커",
    "a parameter": "파라미터",
    "a timeframe": "타임프레임",
    "an indicator": "지표",
    "a var": "var",
    "a setting": "설정",
    "an account": "계좌",
    "an instrument": "종목",
    "a function": "함수",
    "a list": "목록",
    "a range": "범위",
    "a record": "레코드",
    "history": "과거 값",
    "declared here first": "먼저 여기서 정의됨",
    "used here": "여기서 쓰임",
    "declared here": "여기서 정의됨",
    "the limit is here": "한도는 여기에 있습니다",
    "add a rule to `{section}`, or leave the exit out": "`{section}`에 규칙을 더하거나 청산을 빼세요",
    "there is never a position that it could end": "이것이 끝낼 포지션이 생기지 않습니다",
    "no price falls so far": "가격은 그만큼 떨어질 수 없습니다",
    "write a distance below 100%": "100%보다 작은 거리를 쓰세요",
    "this closes an outer one": "이것은 바깥 괄호를 닫습니다",
    "`{currency}` here": "여기는 `{currency}`",
    "did you mean `{guess}`?": "`{guess}`인가요?",
    "did you mean `{name}(period: {value})`?": "`{name}(period: {value})`인가요?",
    "give a series such as `close`": "`close` 같은 시계열을 쓰세요",
    "known here: {names}": "여기서 쓸 수 있는 이름: {names}",
    "sections are {names}": "섹션: {names}",
    "write `{guess}`": "`{guess}`로 쓰기",
    "add `{closing}`": "`{closing}` 추가",
    "start a new line": "줄 바꾸기",
    "join the lines": "줄 잇기",
    "remove it": "지우기",
    "write for example `5m` for five minutes, `20d` for twenty days": "예: 5분은 `5m`, 20일은 `20d`",
    "put it in brackets": "괄호로 묶기",
    "write two comparisons": "비교 두 개로 쓰기",
    "end of the line": "줄 끝",
    "write `buy(quantity: 5%)` in `entry.long`, `short(quantity: 5%)` in `entry.short`": (
        "`entry.long`에 `buy(quantity: 5%)`, `entry.short`에 `short(quantity: 5%)`로 쓰세요"
    ),
    "write `sell(quantity: all)` in `exit.long`, or a `stop_loss` in `risk_management`": (
        "`exit.long`에 `sell(quantity: all)`, 또는 `risk_management`에 `stop_loss`를 쓰세요"
    ),
    "write `a crosses above b`": "`a crosses above b`로 쓰세요",
    "write `a crosses below b`": "`a crosses below b`로 쓰세요",
    "write `close - close[1]`": "`close - close[1]`로 쓰세요",
    "name a timeframe in `timeframes`, and write `on daily {{ … }}` in `indicators`": (
        "`timeframes`에서 타임프레임에 이름을 주고, `indicators`에 `on daily {{ … }}`로 쓰세요"
    ),
    "write `length = 20 in 5..60` in `params`": "`params`에 `length = 20 in 5..60`으로 쓰세요",
    "write the function's name alone": "함수 이름만 쓰세요",
    "write `type: {name}`": "`type: {name}`로 쓰세요",
    "leave `{name}` out": "`{name}`를 빼세요",
    "write one of {known}": "다음 중 하나로 쓰세요: {known}",
    "value of the account": "계좌의 값",
    "compare like with like: texts have no order": "같은 것끼리 비교하세요: 텍스트에는 순서가 없습니다",
    "to compare a change, write `price_change(1d) > 3%`, or `close > close[1] * 1.03`": (
        "변화를 비교하려면 `price_change(1d) > 3%` 또는 `close > close[1] * 1.03`으로 쓰세요"
    ),
    "to compare with usual volume, write `volume > avg_volume(20) * 2`": (
        "평소 거래량과 비교하려면 `volume > avg_volume(20) * 2`로 쓰세요"
    ),
    "price * volume is the money traded": "가격 * 거래량은 거래대금입니다",
    "an indicator such as RSI has no price; compare it with a bare number": (
        "RSI 같은 지표에는 가격이 없습니다; 단위 없는 수와 비교하세요"
    ),
    "RSI runs from 0 to 100: write `rsi < 30`, not `rsi < 30%`": (
        "RSI는 0에서 100까지입니다: `rsi < 30%`가 아니라 `rsi < 30`으로 쓰세요"
    ),
    "convert one side, or compare like with like": "한쪽을 바꾸거나, 같은 것끼리 비교하세요",
}
