"""The options of a run as plain data, and back: what a manifest keeps of a request."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from runtime.backtest.request import BacktestRequest
from runtime.domain.costs import Costs


def options_of(request: BacktestRequest) -> dict[str, Any]:
    """Return all that decides on the result; how the work is spread does not."""
    return {
        "parameters": list(request.parameters),
        "costs": asdict(request.costs),
        "slippage_given": request.slippage_given,
        "cash": str(request.cash),
        "lot": str(request.lot),
        "tick": None if request.tick is None else str(request.tick),
        "currency": request.currency,
        "symbols": None if request.symbols is None else list(request.symbols),
        "timeframe_ns": request.timeframe_ns,
        "venue": request.venue,
        "from_ns": request.start_ns,
        "to_ns": request.end_ns,
        "per_symbol": request.per_symbol,
        "close_at_end": request.close_at_end,
        "metrics_from": "all" if request.metrics_from_all else "first_tradable",
        "sharpe": request.sharpe,
    }


def request_of(options: Mapping[str, Any]) -> BacktestRequest:
    """Return the request that gave these options.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: `options_of` never gave them.
    """
    tick, symbols = options["tick"], options["symbols"]
    return BacktestRequest(
        parameters=tuple(options["parameters"]),
        costs=Costs(**options["costs"]),
        slippage_given=options["slippage_given"],
        cash=Decimal(options["cash"]),
        lot=Decimal(options["lot"]),
        tick=None if tick is None else Decimal(tick),
        currency=options["currency"],
        symbols=None if symbols is None else tuple(symbols),
        timeframe_ns=options["timeframe_ns"],
        venue=options["venue"],
        start_ns=options["from_ns"],
        end_ns=options["to_ns"],
        per_symbol=options["per_symbol"],
        close_at_end=options["close_at_end"],
        metrics_from_all=options["metrics_from"] == "all",
        sharpe=options["sharpe"],
    )
