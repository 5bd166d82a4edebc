"""What a result was made of: enough to make it again, or to say what differs."""

import sys
from importlib.metadata import version
from typing import Any

import numpy as np

from jtsc.artifact import Artifact
from jtsc.cache import toolchain_hash
from jtsc.version import VERSION
from runtime.backtest.feeds import Feeds
from runtime.backtest.request import BacktestRequest
from runtime.domain.bars import Bars
from runtime.market_data.timeframe import timeframe_label

SCHEMA_VERSION = 1


def build_manifest(
    request: BacktestRequest,
    artifact: Artifact,
    parameters: dict[str, float],
    feeds: Feeds,
    data: dict[str, Any],
) -> dict[str, Any]:
    """Return the manifest of a run, as plain data."""
    return {
        "schema": SCHEMA_VERSION,
        "strategy": artifact.name,
        "source": artifact.source_path,
        "source_hash": artifact.source_hash,
        "mir_hash": artifact.mir_hash,
        "toolchain": toolchain_hash(),
        "versions": {
            "jts": VERSION,
            "python": ".".join(map(str, sys.version_info[:3])),
            **{name: version(name) for name in ("numba", "numpy")},
        },
        "parameters": parameters,
        "data": {
            **data,
            "first_bar_ns": {  # of each symbol, by the length of the clock's bars
                timeframe_label(bars.timeframe_ns): _first_bars(bars)
                for bars in (feeds.bars, *(coarse.bars for coarse in feeds.coarser))
            },
        },
        "options": {
            "symbols": list(request.symbols) if request.symbols is not None else None,
            "venue": request.venue,
            "from_ns": request.start_ns,
            "to_ns": request.end_ns,
            "cash": str(request.cash),
            "currency": request.currency,
            "costs": {
                name: getattr(request.costs, name)
                for name in ("name", "buy_commission", "sell_commission", "sell_tax", "slippage")
            },
            "lot": str(request.lot),
            "tick": None if request.tick is None else str(request.tick),
            "per_symbol": request.per_symbol,
            "close_at_end": request.close_at_end,
            "metrics_from": "all" if request.metrics_from_all else "first_tradable",
            "sharpe": request.sharpe,
        },
    }


def _first_bars(bars: Bars) -> dict[str, int]:
    filled = np.flatnonzero(np.diff(bars.starts))
    return {bars.symbols[s]: int(bars.ts_open[bars.starts[s]]) for s in filled.tolist()}
