"""The table of diagnostic codes. A code's name says what is wrong, never what to do.

JTS01xx text, JTS02xx names, JTS03xx units, JTS04xx time and stages, JTS05xx arguments, actions and settings.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Code:
    name: str
    severity: Severity = Severity.ERROR


CODES: dict[str, Code] = {
    "JTS0101": Code("no-strategy"),
    "JTS0102": Code("unclosed-bracket"),
    "JTS0103": Code("unclosed-text"),
    "JTS0104": Code("unclosed-comment"),
    "JTS0105": Code("unknown-section"),
    "JTS0106": Code("unmatched-bracket"),
    "JTS0107": Code("text-outside-sections"),
    "JTS0108": Code("unexpected-text"),
    "JTS0109": Code("two-statements-on-one-line"),
    "JTS0110": Code("assignment-in-condition"),
    "JTS0111": Code("colon-for-equals"),
    "JTS0112": Code("space-before-percent"),
    "JTS0113": Code("modulo-operator"),
    "JTS0114": Code("chained-comparison"),
    "JTS0115": Code("number-without-leading-digit"),
    "JTS0116": Code("number-with-unknown-suffix"),
    "JTS0117": Code("impossible-literal"),
    "JTS0118": Code("expression-too-deep"),
    "JTS0119": Code("not-carried-out-yet"),
    "JTS0201": Code("unknown-name"),
    "JTS0202": Code("name-defined-twice"),
    "JTS0203": Code("built-in-name-redefined"),
    "JTS0204": Code("unknown-function"),
    "JTS0205": Code("timeframe-used-as-value"),
    "JTS0206": Code("function-used-as-value"),
    "JTS0207": Code("part-of-plain-value"),
    "JTS0208": Code("cyclic-definition"),
    "JTS0210": Code("computed-parameter-value"),
    "JTS0211": Code("default-outside-range"),
    "JTS0212": Code("reversed-range"),
    "JTS0213": Code("step-not-positive"),
    "JTS0220": Code("timeframe-without-length"),
    "JTS0221": Code("unknown-timeframe"),
    "JTS0222": Code("recursive-function"),
    "JTS0223": Code("import-not-usable"),
    "JTS0225": Code("instrument-without-code"),
    "JTS0301": Code("incomparable-units"),
    "JTS0302": Code("value-used-as-condition"),
    "JTS0303": Code("sign-before-non-number"),
    "JTS0304": Code("mismatched-units"),
    "JTS0305": Code("record-used-as-value"),
    "JTS0306": Code("between-without-two-bounds"),
    "JTS0307": Code("branches-of-different-units"),
    "JTS0308": Code("no-single-value"),
    "JTS0309": Code("crossing-of-constants"),
    "JTS0310": Code("two-currencies"),
    "JTS0311": Code("fold-of-different-units"),
    "JTS0401": Code("window-not-constant"),
    "JTS0402": Code("look-into-the-future"),
    "JTS0403": Code("computed-history-index"),
    "JTS0404": Code("indicator-of-account-value"),
    "JTS0405": Code("history-index-not-whole"),
    "JTS0406": Code("history-of-constant"),
    "JTS0407": Code("quantity-used-as-value"),
    "JTS0408": Code("argument-not-constant"),
    "JTS0409": Code("window-below-one"),
    "JTS0410": Code("condition-never-changes"),
    "JTS0411": Code("session-value-in-coarser-timeframe"),
    "JTS0501": Code("too-many-arguments"),
    "JTS0502": Code("unknown-argument"),
    "JTS0503": Code("argument-given-twice"),
    "JTS0504": Code("missing-argument"),
    "JTS0505": Code("argument-not-a-series"),
    "JTS0506": Code("argument-of-wrong-unit"),
    "JTS0511": Code("quantity-of-wrong-unit"),
    "JTS0512": Code("quantity-not-positive"),
    "JTS0513": Code("quantity-above-all"),
    "JTS0520": Code("rule-without-action"),
    "JTS0521": Code("several-orders-in-one-rule"),
    "JTS0522": Code("value-used-as-action"),
    "JTS0523": Code("action-in-wrong-section"),
    "JTS0524": Code("unknown-action"),
    "JTS0525": Code("action-without-field"),
    "JTS0526": Code("unnamed-action-argument"),
    "JTS0527": Code("unknown-order-type"),
    "JTS0528": Code("action-without-record"),
    "JTS0529": Code("broker-not-a-name"),
    "JTS0530": Code("unknown-setting"),
    "JTS0531": Code("unknown-choice"),
    "JTS0540": Code("limit-not-a-ratio"),
    "JTS0541": Code("limit-out-of-bounds"),
    "JTS0542": Code("setting-not-whole"),
    "JTS0543": Code("source-without-slice"),
    "JTS0550": Code("strategy-without-rules"),
}
