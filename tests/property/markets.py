"""Random markets as a kernel reads them: holes, ties, halted rows, rows outside sessions, short histories."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from stdlib.abi import NO_SESSION

MINUTE_NS = 60_000_000_000
SCALE = 10.0  # grid units per 1.0 of price
Key = tuple[int, str]  # clock and name of a column


@dataclass(frozen=True)
class Market:
    """Rows of several symbols; `starts[c]` and `columns[c, name]` are those of clock c, `seen[c]` says
    how many bars of clock c each row of the decision clock sees."""

    starts: tuple[NDArray[np.int64], ...]
    seen: dict[int, NDArray[np.int64]]
    halted: NDArray[np.bool_]
    columns: dict[Key, NDArray[np.generic]]

    @property
    def symbols(self) -> int:
        return len(self.starts[0]) - 1

    @property
    def rows(self) -> int:
        return len(self.halted)

    @property
    def scales(self) -> NDArray[np.float64]:
        return np.full(self.symbols, SCALE)

    def of(self, artifact: Artifact) -> list[NDArray[np.generic]]:
        """Return the columns that a strategy reads, in its order."""
        return [self.columns[column.clock, column.name] for column in artifact.columns]

    def with_columns(self, **columns: NDArray[np.generic]) -> "Market":
        """Return the market with columns of the decision clock replaced."""
        return replace(self, columns=self.columns | {(0, name): values for name, values in columns.items()})

    def first_rows(self, kept: int) -> "Market":
        """Return each symbol's first `kept` rows of the decision clock; coarser clocks stay whole."""
        starts, stop = self.starts[0], np.minimum(np.diff(self.starts[0]), kept)
        rows = np.concatenate([np.arange(a, a + n) for a, n in zip(starts[:-1], stop, strict=True)])
        return Market(
            (np.concatenate([[0], np.cumsum(stop)]), *self.starts[1:]),
            {clock: seen[rows] for clock, seen in self.seen.items()},
            self.halted[rows],
            {key: values[rows] if key[0] == 0 else values for key, values in self.columns.items()},
        )

    def until(self, moment: int) -> "Market":
        """Return the rows of the decision clock that have closed by a time; coarser clocks stay whole."""
        kept = self.columns[0, "ts_close"] <= moment
        counts = np.concatenate([[0], np.cumsum(kept)])
        return Market(
            (counts[self.starts[0]], *self.starts[1:]),
            {clock: seen[kept] for clock, seen in self.seen.items()},
            self.halted[kept],
            {key: values[kept] if key[0] == 0 else values for key, values in self.columns.items()},
        )

    def without_rows(self, dropped: int) -> "Market":
        """Return the market of one symbol and one clock as it is when its history begins later."""
        starts = np.asarray([0, self.rows - dropped], np.int64)
        columns = {key: values[dropped:] for key, values in self.columns.items() if key[0] == 0}
        return Market((starts,), {}, self.halted[dropped:], columns)


def random_market(
    seed: int,
    lengths: tuple[int, ...] = (150, 0, 1, 70, 5),
    clocks: int = 3,
    missing: float = 0.03,
    halted: float = 0.05,
    gaps: float = 0.0,
) -> Market:
    """Return a market whose closes often repeat, with na in every number and bars of `clocks` timeframes.

    Bars follow each other by the minute, with `gaps` a share of them later than that.
    """
    draw = np.random.default_rng(seed)
    rows = sum(lengths)
    bars = [np.asarray(lengths)]
    seen = {}
    for clock in range(1, clocks):
        advances = [draw.random(length) < 0.5 / clock for length in lengths]
        seen[clock] = np.concatenate([np.cumsum(each) for each in advances]).astype(np.int64)
        bars.append(np.asarray([each.sum() + 2 for each in advances]))
    columns: dict[Key, NDArray[np.generic]] = {}
    for clock, counts in enumerate(bars):
        columns |= {(clock, name): each for name, each in _columns(draw, int(counts.sum()), missing).items()}
    starts = tuple(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64) for counts in bars)
    minutes = np.concatenate([np.arange(length) for length in lengths])
    if gaps:
        later = [np.cumsum((draw.random(length) < gaps) * draw.integers(1, 30, length)) for length in lengths]
        minutes = minutes + np.concatenate(later)
    columns[0, "ts_close"] = (minutes + 1) * MINUTE_NS
    is_outside = draw.random(rows) < missing
    columns[0, "session_start"] = np.where(is_outside, NO_SESSION, minutes // 40 * 40 * MINUTE_NS)
    columns[0, "trading_day"] = np.where(is_outside, NO_SESSION, minutes // 40 * 3)
    columns[0, "time"] = np.where(is_outside, np.nan, minutes % 1440 * MINUTE_NS)
    columns[0, "date"] = np.where(is_outside, np.nan, minutes // 40 * 3)
    columns[0, "month"] = np.where(is_outside, np.nan, minutes // 120 % 12 + 1)
    columns[0, "since_open"] = np.where(is_outside, np.nan, (minutes % 40 + 1) * MINUTE_NS)
    columns[0, "until_close"] = np.where(is_outside, np.nan, (39 - minutes % 40) * MINUTE_NS)
    columns[0, "day_of_week"] = np.where(is_outside, np.nan, minutes // 40 % 7 + 1)
    columns[0, "day_of_month"] = np.where(is_outside, np.nan, minutes // 40 % 31 + 1)
    return Market(starts, seen, draw.random(rows) < halted, columns)


def _columns(draw: np.random.Generator, rows: int, missing: float) -> dict[str, NDArray[np.generic]]:
    steps = draw.integers(-6, 7, rows) * draw.integers(0, 2, rows)  # half of them repeat the price
    jumps = draw.integers(-60, 61, rows) * (draw.random(rows) < 0.05)
    close = 500 + np.abs(np.cumsum(steps + jumps) % 800 - 400)  # folded, so that prices stay positive
    columns = {
        "open": close + draw.integers(-3, 4, rows),
        "high": close + draw.integers(3, 9, rows),
        "low": close - draw.integers(3, 9, rows),
        "close": close,
        "bid": close - draw.integers(0, 3, rows),
        "ask": close + draw.integers(0, 3, rows),
    }
    prices = {name: units / SCALE for name, units in columns.items()}
    everything = prices | {"volume": draw.integers(0, 50, rows) * 1.0}
    return {
        name: np.where(draw.random(rows) < missing, np.nan, values) for name, values in everything.items()
    }
