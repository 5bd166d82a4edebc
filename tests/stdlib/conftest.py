"""Real prices, series with holes, and the ways to walk a step over them."""

import csv
import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import strategies as st
from numpy.typing import NDArray

SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

Float64s = NDArray[np.float64]


class Prices(NamedTuple):
    """Columns of one symbol; `scale` grid units make 1.0 of price."""

    high: Float64s
    low: Float64s
    close: Float64s
    scale: int

    @property
    def close_units(self) -> NDArray[np.int64]:
        return np.rint(self.close * self.scale).astype(np.int64)


def shared_data(path: str) -> Path:
    """Return a file of the shared data or skip the test."""
    file = SHARED_DATA / path
    if not file.exists():
        pytest.skip(f"no {file}: the shared market data is not beside this checkout")
    return file


def goog() -> Prices:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what backtesting.py's own import says
        from backtesting.test import GOOG
    return Prices(*(GOOG[name].to_numpy() for name in ("High", "Low", "Close")), scale=100)


def krx(file: str, symbol: str) -> Prices:
    """Return a symbol's bars without its halt markers (open = high = low = 0), as indicators see them."""
    import pyarrow.parquet as pq

    table = pq.read_table(
        shared_data(f"bars/{file}.parquet"),
        columns=["open", "high", "low", "close"],
        filters=[("symbol", "=", symbol)],
    )
    columns = {name: table[name].to_numpy() for name in table.column_names}
    traded = columns["open"] > 0.0
    return Prices(*(columns[name][traded] for name in ("high", "low", "close")), scale=1)


def krx_with_ties() -> Prices:
    """593 of its 2484 closes equal the one before."""
    return krx("krx_daily_adj_599sym_2012-2022", "003460")


def krx_with_halts() -> Prices:
    """29 of its 181 rows are halt markers."""
    return krx("krx_marcap_daily_raw_2021-2026_janfeb", "001340")


@pytest.fixture(scope="session", params=[goog, krx_with_ties, krx_with_halts], ids=lambda load: load.__name__)
def prices(request: pytest.FixtureRequest) -> Prices:
    return request.param()


@pytest.fixture(scope="session")
def regression_bars() -> Prices:
    """The 252 daily bars of TA-Lib's own regression tests."""
    with shared_data("indicators/talib_regtest/talib_regtest_252.csv").open() as file:
        rows = list(csv.DictReader(file))
    return Prices(
        *(np.array([float(row[name]) for row in rows]) for name in ("high", "low", "close")), scale=1000
    )


@pytest.fixture(scope="session")
def regression_table() -> dict[str, list[tuple[int, str, float]]]:
    """Bar, printed value and six-decimal value of each function in TA-Lib's regression tables."""
    table: dict[str, list[tuple[int, str, float]]] = {}
    with shared_data("indicators/talib_regtest/talib_regtest_expected.csv").open() as file:
        for row in csv.DictReader(file):
            entry = int(row["index"]), row["expected"], float(row["talib_py"])
            table.setdefault(row["func"], []).append(entry)
    return table


@pytest.fixture(scope="session")
def gappy_series() -> st.SearchStrategy[Float64s]:
    """Series with na, ties, signed zeros and values over twelve decades."""
    magnitude = st.sampled_from([0.0, 0.1, 1.0, 2.0]) | st.floats(1e-3, 1e9)
    value = magnitude | magnitude.map(lambda x: -x)
    tie = st.tuples(value, st.integers(1, 6)).map(lambda pair: [pair[0]] * pair[1])
    pieces = st.lists(tie | st.lists(value, max_size=12) | st.just([math.nan]), max_size=12)
    return pieces.map(lambda lists: np.array([x for piece in lists for x in piece], dtype=np.float64))


@pytest.fixture(scope="session")
def gappy_units() -> st.SearchStrategy[tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    """Prices in grid units up to 2^39, and which of them are there."""
    price = st.integers(1, 12) | st.integers(99_990, 100_010) | st.integers(1, 2**39)
    bars = st.lists(st.tuples(price, st.integers(0, 9).map(lambda digit: digit > 0)), max_size=60)
    return bars.map(
        lambda pairs: (
            np.array([unit for unit, _ in pairs], dtype=np.int64),
            np.array([there for _, there in pairs], dtype=np.bool_),
        )
    )


def windowed(
    series: Sequence[float], valid: Sequence[bool], period: int
) -> Iterator[tuple[float, float, int]]:
    """Yield what the caller of a windowed step supplies each bar: input, leaving input and run."""
    run = 0
    for i, x in enumerate(series):
        run = run + 1 if valid[i] else 0
        yield x, series[i - period] if i >= period else 0, run


@pytest.fixture(scope="session")
def walk() -> Callable[..., Float64s]:
    """Run a step over rows of inputs from an all-zero state; return its values, one row each."""

    def walk_rows(
        step: Callable[..., tuple[float, ...]],
        rows: Iterable[tuple[float, ...]],
        state: tuple[float, ...],
        *params: float,
    ) -> Float64s:
        values = []
        for inputs in rows:
            result = step(*inputs, *state, *params)
            values.append(result[: -len(state)])
            state = result[-len(state) :]
        return np.array(values, dtype=np.float64).T

    return walk_rows


@pytest.fixture(scope="session")
def walk_window(walk: Callable[..., Float64s]) -> Callable[..., Float64s]:
    """As `walk`, for a windowed step over a series where NaN is na."""

    def walk_series(
        step: Callable[..., tuple[float, ...]],
        series: Float64s,
        state: tuple[float, ...],
        period: int,
        *params: float,
    ) -> Float64s:
        rows = windowed(series.tolist(), (~np.isnan(series)).tolist(), period)
        return walk(step, rows, state, period, *params)

    return walk_series


@pytest.fixture(scope="session")
def walk_units(walk: Callable[..., Float64s]) -> Callable[..., Float64s]:
    """As `walk`, for a windowed step over integer prices of which some are na."""

    def walk_prices(
        step: Callable[..., tuple[float, ...]],
        units: NDArray[np.int64],
        valid: NDArray[np.bool_],
        state: tuple[float, ...],
        period: int,
        *params: float,
    ) -> Float64s:
        return walk(step, windowed(units.tolist(), valid.tolist(), period), state, period, *params)

    return walk_prices


@pytest.fixture(scope="session")
def batch() -> Callable[..., Float64s]:
    """Call a batch with `outputs` new arrays; return them as rows."""

    def call(function: Callable[..., None], *arguments: object, size: int, outputs: int = 1) -> Float64s:
        out = np.full((outputs, size), -1.0)
        function(*arguments, *out)
        return out

    return call


@pytest.fixture(scope="session")
def assert_same_bits() -> Callable[[Float64s, Float64s], None]:
    """Demand the same float64 bit for bit, signed zeros included; any NaN is na."""

    def compare(actual: Float64s, expected: Float64s) -> None:
        actual, expected = (np.where(np.isnan(a), math.nan, a).ravel() for a in (actual, expected))
        np.testing.assert_array_equal(actual.view(np.int64), expected.view(np.int64))

    return compare


@pytest.fixture(scope="session")
def assert_talib() -> Callable[..., None]:
    """Demand the same first valid bar and 1e-9 relative from there on.

    Where `inputs` are given, terms of either sign may cancel: then 1e-14 of the largest input is allowed too.
    """

    def compare(
        actual: Float64s, expected: Float64s | Sequence[Float64s], inputs: Float64s | None = None
    ) -> None:
        slack = 0.0 if inputs is None else 1e-14 * np.nanmax(np.abs(inputs), initial=0.0)
        np.testing.assert_allclose(actual, np.atleast_2d(expected), rtol=1e-9, atol=slack, equal_nan=True)

    return compare


@pytest.fixture(scope="session")
def talib_over_gaps() -> Callable[..., Float64s]:
    """Apply a TA-Lib function to a series with na as a recursive kernel reads it.

    The seed begins with the first `needed` consecutive bars; from there on na bars are as if they were not.
    """

    def apply(
        function: Callable[..., Float64s | tuple[Float64s, ...]], columns: Sequence[Float64s], needed: int
    ) -> Float64s:
        valid = ~np.isnan(np.sum(columns, axis=0))
        size = len(valid)
        starts = (i for i in range(size - needed + 1) if valid[i : i + needed].all())
        start = next(starts, None)
        if start is None:
            return np.full((1, size), math.nan)
        kept = start + np.flatnonzero(valid[start:])
        values = np.atleast_2d(function(*(column[kept] for column in columns)))
        out = np.full((len(values), size), math.nan)
        out[:, kept] = values
        return out

    return apply
