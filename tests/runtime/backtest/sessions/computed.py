"""What a strategy's kernel makes of bars, bar by bar; and bars at given times."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from jtsc.driver import load_kernel
from runtime.backtest.feeds import Feeds, build_feeds
from runtime.backtest.grids import build_grid
from runtime.backtest.parameters import check_sizes, kernel_parameters, parse_parameters
from runtime.backtest.signals import clock_lengths, scan_signals
from runtime.domain.bars import Bars
from runtime.market_data.calendars.venues import venue_calendar
from tests.property.conftest import artifact_of

MINUTE_NS = 60 * 10**9
HOUR_NS = 60 * MINUTE_NS


def quantities(expressions: Sequence[str], declarations: str = "") -> Artifact:
    """Return a strategy whose orders are of these sizes: ratios, numbers and amounts of money."""
    rules = "\n".join(f"when (close > 0) {{ buy(quantity: {each}) }}" for each in expressions)
    return artifact_of(f'strategy("Sizes") {{\n{declarations}\nentry.long {{\n{rules}\n}}\n}}\n')


def compute(
    artifact: Artifact,
    bars: Bars,
    venue: str,
    given: Sequence[str] = (),
    load: Callable[[Artifact], ModuleType] = load_kernel,
) -> tuple[NDArray[np.float64], Feeds]:
    """Return the sizes at every row of the decision clock, a row each, and the feeds they were made of."""
    kernel = load(artifact)
    feeds = build_feeds(artifact, bars, venue_calendar(venue), np.zeros(len(bars.symbols), np.int32))
    params = kernel_parameters(parse_parameters(given, artifact), artifact, kernel)
    check_sizes(params, artifact, kernel, clock_lengths(feeds))
    grid = build_grid(feeds.bars, Decimal(1), None, None)
    return scan_signals(artifact, kernel, feeds, grid, params, every_payload=True).payload, feeds


def bars_at(ts_open: Sequence[int], timeframe_ns: int, seed: int = 1) -> Bars:
    """Return bars of one symbol at these times, with random prices on a grid of a hundredth."""
    draw = np.random.default_rng(seed)
    opens = np.asarray(ts_open, np.int64)
    rows = len(opens)
    close = (10_000 + np.cumsum(draw.integers(-50, 51, rows))) / 100
    open_ = close + draw.integers(-20, 21, rows) / 100
    return Bars(
        symbols=("X",),
        starts=np.array([0, rows], np.int64),
        ts_open=opens,
        ts_close=opens + timeframe_ns,
        open=open_,
        high=np.maximum(open_, close) + draw.integers(0, 20, rows) / 100,
        low=np.minimum(open_, close) - draw.integers(0, 20, rows) / 100,
        close=close,
        volume=draw.integers(1, 1_000, rows) * 1.0,
        halted=np.zeros(rows, np.bool_),
        price_scale=np.array([100], np.int64),
        timeframe_ns=timeframe_ns,
    )
