"""What a result was made of: enough to make it again, or to say what differs.

Nothing in it depends on the machine's load, on threads or on the time of day: a run made again gives the
same bytes. Of the machine only its kind is named. What else its processor can do chooses instructions, but
without fast-math no result.
"""

import platform
import sys
from collections.abc import Iterable
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from jtsc.artifact import Artifact
from jtsc.cache import toolchain_hash
from jtsc.version import VERSION
from runtime.backtest.feeds import Feeds
from runtime.backtest.request import BacktestRequest
from runtime.backtest.request_options import options_of
from runtime.domain.bars import Bars
from runtime.domain.costs import Costs
from runtime.market_data.timeframe import timeframe_label

SCHEMA_VERSION = 2
_PACKAGES = ("numpy", "numba", "llvmlite", "pyarrow", "exchange_calendars")


def build_manifest(
    request: BacktestRequest,
    artifact: Artifact,
    parameters: dict[str, float | str],
    feeds: Feeds,
    data: dict[str, Any],
) -> dict[str, Any]:
    """Return the manifest of a run, as plain data."""
    return {
        "schema": SCHEMA_VERSION,
        "strategy": artifact.name,
        "source": artifact.source_path,
        **compiled_facts(artifact),
        **machine_facts(),
        "parameters": parameters,
        "data": {
            **data,
            "first_bar_ns": _first_bars((feeds.bars, *(coarse.bars for coarse in feeds.coarser))),
        },
        "tables": {"costs": costs_hash(request.costs), "calendar": _calendar(feeds)},
        "options": options_of(request),
    }


def compiled_facts(artifact: Artifact) -> dict[str, str]:
    """Return what the strategy's text became."""
    return {
        "source_hash": artifact.source_hash,
        "mir_hash": artifact.mir_hash,
        "kernel_hash": Path(artifact.kernel_path).stem.removeprefix("k_"),
    }


def machine_facts() -> dict[str, Any]:
    """Return what compiled it and ran it."""
    return {
        "toolchain": toolchain_hash(),
        "versions": {
            "jts": VERSION,
            "python": platform.python_version(),
            **{name: _version(name) for name in _PACKAGES},
        },
        "platform": f"{sys.platform}-{platform.machine()}",
    }


def costs_hash(costs: Costs) -> str:
    """Return a hash of the rates that are charged, whatever table they are from; slippage is an option."""
    rates = (costs.buy_commission, costs.sell_commission, costs.sell_tax)
    return blake2b(repr(rates).encode(), digest_size=16).hexdigest()


def _calendar(feeds: Feeds) -> dict[str, str] | None:
    """Return the venue whose sessions the run follows, with a hash of them; None where it follows none."""
    if feeds.calendar is None:
        return None
    until_ns = int(feeds.moments.ts_close.max())
    return {"venue": feeds.calendar.name, "hash": feeds.calendar.fingerprint(until_ns)}


def _first_bars(clocks: Iterable[Bars]) -> dict[str, dict[str, int]]:
    """Return the opening time of each symbol's first bar, by the length of the bars."""
    found: dict[str, dict[str, int]] = {}
    for bars in clocks:
        of_length = found.setdefault(timeframe_label(bars.timeframe_ns), {})
        for symbol in np.flatnonzero(np.diff(bars.starts)).tolist():
            of_length.setdefault(bars.symbols[symbol], int(bars.ts_open[bars.starts[symbol]]))
    return found


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
