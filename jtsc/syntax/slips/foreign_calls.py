"""Functions with a namespace, as Pine Script has them."""

import re

from jtsc.diagnostics import Diagnostic, phrase
from jtsc.syntax.slips.slip import Unexpected, rewrite

_INDICATORS = {"highest": "HIGHEST", "lowest": "LOWEST", "stdev": "STDDEV", "bb": "BBANDS"}
_SAME = ("sma", "ema", "rsi", "atr", "macd")
_MATH = ("max", "min", "abs", "floor", "ceil", "round", "sign", "sqrt", "log", "exp", "pow")
RENAMED = {
    **{f"ta.{name}": name.upper() for name in _SAME},
    **{f"ta.{name}": ours for name, ours in _INDICATORS.items()},
    **{f"math.{name}": name for name in _MATH},
}
_ENTRY = phrase("write `buy(quantity: 5%)` in `entry.long`, `short(quantity: 5%)` in `entry.short`")
_EXIT = phrase("write `sell(quantity: all)` in `exit.long`, or a `stop_loss` in `risk_management`")
_ADVICE = {
    "ta.crossover": phrase("write `a crosses above b`"),
    "ta.crossunder": phrase("write `a crosses below b`"),
    "ta.change": phrase("write `close - close[1]`"),
    "strategy.entry": _ENTRY,
    "strategy.order": _ENTRY,
    "strategy.close": _EXIT,
    "strategy.close_all": _EXIT,
    "strategy.exit": _EXIT,
    "request.security": phrase(
        "name a timeframe in `timeframes`, and write `on daily {{ … }}` in `indicators`"
    ),
    "input": phrase("write `length = 20 in 5..60` in `params`"),
}


def foreign_call(met: Unexpected) -> Diagnostic | None:
    """`ta.sma(close, 20)`, `strategy.entry("L")`."""
    dotted = re.search(r"([^\W\d]\w*)\.[^\W\d]\w*$", met.line_before)
    if met.found != "(" or dotted is None:
        return None
    name = dotted[0]
    span = met.span(met.start - len(name), met.start)
    if name in RENAMED:
        hint = phrase("write `{guess}`", guess=f"{RENAMED[name]}(…)")
        return Diagnostic(
            "JTS0124", span, {"name": name, "hint": hint}, fixes=rewrite(span, RENAMED[name], safe=False)
        )
    hint = _ADVICE.get(name) or _ADVICE.get(dotted[1]) or phrase("write the function's name alone")
    return Diagnostic("JTS0124", span, {"name": name, "hint": hint})
