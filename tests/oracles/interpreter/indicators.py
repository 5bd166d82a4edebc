"""Which formula an indicator of the prelude stands for, and what it is given."""

from typing import TYPE_CHECKING

from jtsc.ir import hir
from tests.oracles.interpreter.recursive import atr, ema, macd, rsi
from tests.oracles.interpreter.trading_day import (
    price_change,
    session_bars,
    session_high,
    session_low,
    session_open,
    session_prev_close,
    session_volume,
)
from tests.oracles.interpreter.windows import bbands, highest, lowest, sma, stddev, wma

if TYPE_CHECKING:
    from tests.oracles.interpreter.evaluate import Evaluation, Value

_ON_GRID = ("open", "high", "low", "close")
_SCALED = {"SMA": sma, "WMA": wma, "STDDEV": stddev}
_PLAIN = {
    "EMA": ema,
    "RSI": rsi,
    "HIGHEST": highest,
    "LOWEST": lowest,
    "session.open": session_open,
    "session.high": session_high,
    "session.low": session_low,
    "session.volume": session_volume,
    "session.prev_close": session_prev_close,
    "session.bars": session_bars,
}


def indicator(expr: hir.Indicator, bar: int, evaluation: "Evaluation") -> "Value":
    """Return the value of an indicator at a bar of its clock: a number, or a record by name."""
    inputs = [evaluation.up_to(each, expr.type.clock, bar) for each in expr.inputs]
    given = {name: evaluation.fixed(value) for name, value in expr.arguments.items()}
    whole = {name: int(value) for name, value in given.items()}
    name = expr.signature.name
    match name:
        case "SMA" | "WMA" | "STDDEV":
            scale = _grid_scale(expr.inputs[0], evaluation)
            return _SCALED[name](*inputs, whole["period"], scale)
        case "BBANDS":
            scale = _grid_scale(expr.inputs[0], evaluation)
            return bbands(*inputs, whole["period"], given["deviations"], scale)
        case "ATR":
            bars = [None if None in each else each for each in zip(*inputs, strict=True)]
            return atr(bars, whole["period"])
        case "MACD":
            return macd(*inputs, whole["fast"], whole["slow"], whole["signal"])
        case "price_change":
            return price_change(*inputs, whole["span"])
    return _PLAIN[name](*inputs, *whole.values())


def _grid_scale(source: hir.Expr, evaluation: "Evaluation") -> int | None:
    """Return the grid of a price column, on which sums are exact; None for what is computed."""
    while isinstance(source, hir.Reference):
        source = evaluation.program.bindings[source.name].expr
    is_price = isinstance(source, hir.Column) and source.name in _ON_GRID
    return evaluation.history.scale if is_price else None
