"""The words of every diagnostic in English; `{...}` are facts of the diagnostic.

`title` names the bad pattern, `why` says what was expected and found, `help` the next keystroke.
"""

from jtsc.diagnostics.message import Message

WORDS = {word: word for word in ("error", "warning", "hint", "help")}

MESSAGES: dict[str, Message] = {
    "JTS0101": Message(
        "no strategy in this file",
        'a strategy file holds one `strategy("Name") {{ ... }}`',
        'start with `strategy("MyStrategy") {{` and close it with `}}`',
    ),
    "JTS0102": Message("`{bracket}` is never closed", "no `{closing}` belongs to it", "add `{closing}`"),
    "JTS0103": Message("text without its closing quote", "a text ends on its line", 'add `"`'),
    "JTS0104": Message("comment without its end", "`/*` opens a comment that `*/` never closes", "add `*/`"),
    "JTS0105": Message("unknown section `{name}`", "a strategy has no such section", "{hint}"),
    "JTS0106": Message(
        "`{bracket}` closes nothing", "no open bracket fits it", "remove it, or open one before it"
    ),
    "JTS0107": Message(
        "text outside of any section",
        "only sections may stand here, not `{text}`",
        "move it into a section, or remove it",
    ),
    "JTS0108": Message(
        "unexpected {found}", "it cannot follow what stands before it", "expected here: {expected}"
    ),
    "JTS0109": Message(
        "two statements on one line", "a statement ends with its line", "start a new line before `{text}`"
    ),
    "JTS0110": Message("`=` in a condition", "`=` names a value; `==` compares two", "write `==`"),
    "JTS0111": Message("`:` where `=` belongs", "a name is given its value with `=`", "write `=`"),
    "JTS0112": Message("space before `%`", "a percentage is written in one piece", "write `{number}%`"),
    "JTS0113": Message(
        "`%` used as an operator",
        "there is no modulo operator",
        "write `5%` for a percentage, `{call}` for a remainder",
    ),
    "JTS0114": Message(
        "comparisons in a chain",
        "one comparison has two sides",
        "write `x between [low, high]`, or `low < x AND x < high`",
    ),
    "JTS0115": Message(
        "number without a leading digit", "digits stand on both sides of a point", "write `0{number}`"
    ),
    "JTS0116": Message(
        "`{text}` is no value",
        "a number may end in `%`, `bp`, `ms`, `s`, `m`, `h`, `d` or `w`",
        "{hint}",
    ),
    "JTS0117": Message("`{text}` is no possible value", "{reason}", "write a value that exists"),
    "JTS0118": Message(
        "expression of more than {most} levels",
        "no more than {most} operations may stand in one another",
        "give parts of it a name in `indicators`",
    ),
    "JTS0119": Message(
        "{what} cannot be carried out yet", "it is part of the language, but no run knows it", "leave it out"
    ),
    "JTS0120": Message(
        "`{found}` in place of `{wanted}`", "it looks alike, but is another character", "write `{wanted}`"
    ),
    "JTS0121": Message("`{found}` is no operator", "other languages write it so", "write `{wanted}`"),
    "JTS0122": Message("semicolon", "a statement ends with its line", "remove it, or start a new line"),
    "JTS0123": Message(
        "`{{` on a line of its own",
        "a line's end ends the statement before it",
        "write `{{` at the line's end",
    ),
    "JTS0124": Message("`{name}` is no function", "functions have no other name before them", "{hint}"),
    "JTS0125": Message("`=` where `:` belongs", "an argument is given with `:`", "write `:`"),
    "JTS0126": Message(
        "bounds without brackets", "`between` takes a list of two values", "write `between {bounds}`"
    ),
    "JTS0127": Message(
        "crossing without a direction", "a series crosses above or below another", "write `crosses above`"
    ),
    "JTS0128": Message("`#` before a comment", "a comment begins with `//`", "write `//`"),
    "JTS0129": Message("`if` before a rule", "a rule begins with `when`", "write `when`"),
    "JTS0130": Message(
        "condition without brackets",
        "what is to be true stands in brackets",
        "write `when (close > open) {{`",
    ),
    "JTS0201": Message("unknown name `{name}`", "nothing of this name can be seen here", "{hint}"),
    "JTS0202": Message("`{name}` is defined twice", "it is already {kind}", "choose another name"),
    "JTS0203": Message("`{name}` is a built-in", "built-in names keep their meaning", "choose another name"),
    "JTS0204": Message("unknown function `{name}`", "there is no built-in of this name", "{hint}"),
    "JTS0205": Message(
        "timeframe `{name}` used as a value",
        "a timeframe holds series, it is none",
        "write `{name}.close` or another series of it",
    ),
    "JTS0206": Message(
        "function `{name}` used as a value", "a function needs its arguments", "write `{name}(...)`"
    ),
    "JTS0207": Message("`.{name}` of a plain value", "a {unit} has no parts", "remove `.{name}`"),
    "JTS0208": Message(
        "`{name}` is defined by itself",
        "the definitions go in a circle: {circle}",
        "define one of them without the others",
    ),
    "JTS0210": Message(
        "parameter value is not a plain value",
        "a parameter's default, range and step are written out: number, percentage, duration, amount or text",
        "write the value itself",
    ),
    "JTS0211": Message(
        "default outside of its range",
        "the default of `{name}` must be one of {range}",
        "change the default or the range",
    ),
    "JTS0212": Message("range from high to low", "{low} is above {high}", "write the lower bound first"),
    "JTS0213": Message("step is not above zero", "a range is walked upwards", "write a step above zero"),
    "JTS0220": Message(
        "timeframe without a length",
        "a timeframe is a duration",
        "write for example `daily = 1d` or `five = 5m`",
    ),
    "JTS0221": Message(
        "unknown timeframe `{name}`", "`on` takes a name of the `timeframes` section", "{hint}"
    ),
    "JTS0222": Message(
        "`{name}` calls itself",
        "a function is written out where it is called, which would never end",
        "leave the call out",
    ),
    "JTS0223": Message(
        "`{path}` cannot be imported", "{reason}", "name a file of functions, relative to this one"
    ),
    "JTS0225": Message(
        "no instrument is named",
        "a code names the instrument whose bars are meant",
        'write `on symbol("069500") as index {{`',
    ),
    "JTS0301": Message(
        "{left} compared with {right}", "a {left} and a {right} measure different things", "{hint}"
    ),
    "JTS0302": Message(
        "{unit} used as a condition",
        "a condition is true or false; this is a {unit}",
        "write a comparison, such as `close > open`",
    ),
    "JTS0303": Message("`{operator}` before a {unit}", "only numbers have a sign", "remove `{operator}`"),
    "JTS0304": Message(
        "{left} {operator} {right}",
        "no unit comes of a {left} {operator} a {right}",
        "convert one side, or use another operator",
    ),
    "JTS0305": Message(
        "record used as one value", "it has several values: {parts}", "choose one of them by its name"
    ),
    "JTS0306": Message(
        "`between` without two bounds",
        "`between` takes a list of two values, this has {count}",
        "write `between [low, high]`",
    ),
    "JTS0307": Message(
        "branches of different units", "`then` gives a {left}, `else` a {right}", "make both the same"
    ),
    "JTS0308": Message(
        "{found} where one value belongs", "{found} is not a single value", "write a single value"
    ),
    "JTS0309": Message(
        "crossing of two constants", "two values that never move never cross", "give one series at least"
    ),
    "JTS0310": Message(
        "{found} beside {first}",
        "all instruments of a strategy have one currency",
        "use one currency",
    ),
    "JTS0311": Message(
        "`{name}` changes from {first} to {then}",
        "a var is a number of one unit, at its first bar and after",
        "give both sides of `then` one unit",
    ),
    "JTS0312": Message(
        "texts compared",
        "a condition compares what moves with the market; a text never does",
        "choose symbols in `universe`, compare a parameter with one of its texts, or compare numbers",
    ),
    "JTS0313": Message(
        "`{name}` is never this text", "its texts are {known}", "write one of them, or add it to its list"
    ),
    "JTS0401": Message(
        "window that varies",
        "`{name}` must be the same on every bar: a number or a parameter",
        "use a number or a parameter",
    ),
    "JTS0402": Message(
        "look into the future",
        "`[{value}]` would be a bar that has not happened yet",
        "count backwards: `[1]` is the bar before this one",
    ),
    "JTS0403": Message(
        "history index that varies",
        "how far back must be the same on every bar",
        "use a number or a parameter",
    ),
    "JTS0404": Message(
        "{what} over an account value",
        "{what} needs the same value in every run of the market; an account's depends on its fills",
        "`var … since entry` carries one from bar to bar, for as long as the position is held",
    ),
    "JTS0405": Message(
        "history index is no whole number",
        "it can be {value}; it counts whole bars, 0 to {most}",
        "write a whole number >= 0",
    ),
    "JTS0406": Message(
        "history of a value that never moves", "it is the same on every bar", "remove the index"
    ),
    "JTS0407": Message(
        "`{name}` outside of an order",
        "it is known to the account only",
        "use it as `quantity:`, `size:` or `broker:` of an order",
    ),
    "JTS0408": Message(
        "argument that varies", "`{name}` must be the same on every bar", "use a value or a parameter"
    ),
    "JTS0409": Message(
        "window of {value} bars",
        "`{name}` must be a whole number from 1 to {most}",
        "write a whole number >= 1",
    ),
    "JTS0410": Message(
        "condition that never changes",
        "it holds no market value, so it is always the same",
        "compare something that moves",
    ),
    "JTS0411": Message(
        "`{name}` inside `on {block}`",
        "it is as of each decision, and `{block}` has a value only once a bar of it ends",
        "define it outside of the `on` block",
    ),
    "JTS0412": Message(
        "var `{name}` reads the account",
        "a `var` is computed from the market, in every run alike; an account's values depend on its fills",
        "write `since entry`: it then lives with the position",
    ),
    "JTS0501": Message("too many arguments", "`{name}` takes at most {most}", "remove this argument"),
    "JTS0502": Message("unknown argument `{name}`", "there is no argument of this name", "{hint}"),
    "JTS0503": Message("`{name}` given twice", "an argument is given once", "remove one"),
    "JTS0504": Message("`{missing}` is missing", "`{name}` cannot do without it", "write `{name}({usage})`"),
    "JTS0505": Message("{unit} where a series belongs", "`{name}` is a series of the market", "{hint}"),
    "JTS0506": Message("{found} where a {wanted} belongs", "`{name}` is a {wanted}", "give a {wanted}"),
    "JTS0507": Message(
        "unknown `{name}`", '`{name}` may be {known}; here it may be "{text}"', "write one of them"
    ),
    "JTS0511": Message(
        "{found} used as a quantity",
        "a quantity is a share of equity, an amount of money, a number of shares, or `all`",
        "write `5%`, `1_000_000 KRW`, `10` or `all`",
    ),
    "JTS0512": Message("quantity of nothing", "{value} is not above zero", "write a quantity above zero"),
    "JTS0513": Message(
        "quantity above 100 %", "there is no more than all of it", "write `all`, or at most `100%`"
    ),
    "JTS0514": Message(
        "{found} as `{name}`",
        "`{name}` is a price, known from the market",
        "write for example `close * 0.99`",
    ),
    "JTS0515": Message(
        "`type: {type}` without `{field}`",
        "an order of this type needs a price",
        "add `{field}: close * 0.99`",
    ),
    "JTS0516": Message("`{field}` with `type: {type}`", "an order of this type has no use for it", "{help}"),
    "JTS0517": Message(
        "tag is no text", "a tag is a text that the order carries", 'write for example `tag: "breakout"`'
    ),
    "JTS0518": Message("`{name}` is {value}", "a price is above zero", "write for example `close * 0.99`"),
    "JTS0520": Message(
        "rule without an action", "`when` says what to do when it is true", "add `{verb}(...)`"
    ),
    "JTS0521": Message("several orders in one rule", "one `when` places one order", "write a second `when`"),
    "JTS0522": Message(
        "value where an action belongs", "a rule's braces hold an action", "write `{verb}(...)`"
    ),
    "JTS0523": Message(
        "`{found}` in `{section}`", "`{section}` holds `{verb}` only", "write `{verb}`, or move the rule"
    ),
    "JTS0524": Message("unknown action `{name}`", "there is no such action here", "{hint}"),
    "JTS0525": Message("`{verb}` without `{field}`", "an order must say how much", 'add `{field}: "5%"`'),
    "JTS0526": Message(
        "argument without a name", "`{verb}` takes named arguments: {known}", 'write `quantity: "5%"`'
    ),
    "JTS0527": Message("unknown order type", "order types are: {known}", "write `type: {wanted}`"),
    "JTS0528": Message(
        "`execute_immediately` without a record",
        "it takes one record",
        "write `execute_immediately({{ size: 5% }})`",
    ),
    "JTS0529": Message(
        "broker is no name",
        "a broker is an account's name",
        "write a name of `sources`, or `select_fastest_broker()`",
    ),
    "JTS0530": Message("unknown setting `{name}`", "this section has no such setting", "{hint}"),
    "JTS0531": Message("unknown value of `{name}`", "it is one of: {known}", "write {known}"),
    "JTS0540": Message(
        "{found} as `{name}`", "`{name}` is a percentage, the same on every bar", "write for example `5%`"
    ),
    "JTS0541": Message(
        "`{name}` out of bounds", "it must be above 0 and at most 1000 %", "write for example `5%`"
    ),
    "JTS0542": Message(
        "`{name}` is no whole number", "it is a number of entries, at least 1", "write a whole number >= 1"
    ),
    "JTS0543": Message(
        "source without a slice", "an account takes a slice of the symbols", "write `symbols[0..599]`"
    ),
    "JTS0544": Message(
        "no symbols come from this",
        "a universe is made of lists and files",
        'write `["005930", "000660"]`, or `file("codes.csv")`',
    ),
    "JTS0545": Message(
        "`{name}` is no share",
        "it is a percentage above 0 and at most {most} %, the same on every bar",
        "write for example `{example}`",
    ),
    "JTS0546": Message(
        "{found} as `{name}`",
        "`{name}` is a percentage, the same on every bar, or a distance in price",
        "write for example `5%` or `2 * ATR(period: 14)`",
    ),
    "JTS0547": Message(
        "`{name}` is no count",
        "it is a whole number from 1 on, the same on every bar",
        "write for example `20`",
    ),
    "JTS0548": Message(
        "`{name}` is no span of time",
        "it is a duration above zero, the same on every bar; `2d` are two trading days",
        "write for example `2d`, or `30m`",
    ),
    "JTS0549": Message(
        "`priority` does not tell symbols apart",
        "it is a number of each symbol's own bars, known at the close",
        "write for example `priority = price_change(20d)`, or an indicator's name",
    ),
    "JTS0550": Message(
        "strategy `{name}` has no rules",
        "nothing would ever be bought or sold",
        "add `entry.long {{ when (...) {{ ... }} }}`",
    ),
    "JTS0560": Message(
        "`{name}` at a bar",
        "it is a figure of a whole run, known at its end",
        "compare it in an `expect` without `at bar`",
    ),
    "JTS0561": Message(
        "market value without a bar",
        "it changes from bar to bar, and at the end of a run there are only figures of it",
        "add `at bar 3` in a test, or compare a figure such as `entries`",
    ),
    "JTS0562": Message(
        "test without bars",
        "a test runs the strategy over bars of its own",
        "add `bars(1d, close: [100, 101, 102])`",
    ),
    "JTS0563": Message(
        "test without an expectation", "it could never fail", "add for example `expect entries == 1`"
    ),
    "JTS0564": Message("second `bars` of a test", "a test runs over one set of bars", "write a second test"),
    "JTS0565": Message(
        "unknown step of a test",
        "a test is made of `with`, `bars(...)` and `expect`",
        "write one of these",
    ),
    "JTS0566": Message(
        "`{name}` is no list of numbers",
        "a column is written out, a number a bar; `repeat(100, 20)` and `ramp(100, 119, 20)` are twenty",
        "write `{name}: [100, 101, 102]`",
    ),
    "JTS0567": Message(
        "columns of different lengths",
        "`{name}` has {count}, `close` has {wanted} values",
        "give both as many values as there are bars",
    ),
    "JTS0568": Message(
        "`{name}` of {value} in bar {bar}",
        "a price is above zero, and a volume not below it",
        "write what a market could show",
    ),
    "JTS0569": Message(
        "`{lower}` above `{upper}` in bar {bar}",
        "they are {value} and {other}; `open`, `high` and `low` that are left out equal `close`",
        "change one of them, or give what is left out",
    ),
    "JTS0570": Message(
        "bars of {given} for a strategy of {wanted}",
        "the bars of a test are those that the strategy decides on",
        "write `bars({wanted}, ...)`",
    ),
    "JTS0571": Message(
        "bar outside of the test",
        "its bars are numbered from 0 to {last}",
        "write a whole number up to {last}",
    ),
    "JTS0572": Message("unknown parameter `{name}`", "the strategy has no parameter of this name", "{hint}"),
    "JTS0573": Message(
        "value outside of its range",
        "`{name}` may be {range}",
        "change the value here, or the range in `params`",
    ),
    "JTS0574": Message(
        "range that is not of dates",
        "`on` takes the first and the last day that count",
        "write for example `on 2018-01-01..2021-12-31`",
    ),
    "JTS0580": Message(
        "`notify` without a text", "it takes one text in quotes", 'write `notify("{{symbol}} at {{close}}")`'
    ),
    "JTS0581": Message(
        "`{brace}` without its partner",
        "in a message, braces enclose a value",
        "close it, or write `{brace}{brace}` for the brace itself",
    ),
    "JTS0582": Message(
        "{unit} in a message",
        "a message tells numbers, times and truths",
        "name one part of it, or its value",
    ),
    "JTS0601": Message("unused name `{name}`", "{kind} that nothing reads", "use it, or remove it"),
    "JTS0602": Message(
        "condition that is never true", "no bar can make it true", "look at its operators and bounds"
    ),
    "JTS0603": Message(
        "condition that is always true",
        "it holds on every bar where it has a value",
        "look at its operators and bounds",
    ),
    "JTS0604": Message(
        "entry without an exit",
        "nothing ends this {side} position",
        "write `{verb}(quantity: all)` in `exit.{side}`, or a `stop_loss` in `risk_management`",
    ),
    "JTS0605": Message("exit that cannot fire", "{why}", "{hint}"),
    "JTS0606": Message(
        "stop wider than the limit",
        "at the stop, {loss} of the equity may be lost: `{name}` is reached before",
        "write a closer stop, or a smaller quantity",
    ),
    "JTS0607": Message(
        "level of a running total compared",
        "`{name}` adds up from the first bar loaded: more history, another level",
        "compare it with its own past, such as `{name} > {name}[20]`, or begin it `since session`",
    ),
    "JTS0608": Message(
        "computed prices compared by `{operator}`",
        "they hardly ever meet to the last digit",
        "use `crosses above`, `crosses below`, `<=` or `>=`",
    ),
}
