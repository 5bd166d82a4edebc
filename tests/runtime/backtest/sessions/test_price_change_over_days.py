"""price_change(1d) and longer, on real daily, 5-minute and hourly bars, against numpy over calendar dates."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from jtsc.driver import load_kernel
from runtime.backtest.feeds import bars_outside
from runtime.domain.bars import DAY_NS, Bars
from runtime.domain.errors import RunError
from runtime.market_data.bar_file import read_bars
from tests.property.conftest import interpreted
from tests.runtime.backtest.sessions.computed import HOUR_NS, bars_at, compute, quantities

SPANS = (1, 3, 20)
CHANGES = [f"price_change({span}d)" for span in SPANS]
KST_NS = 9 * HOUR_NS


def changes(bars: Bars, date: NDArray[np.int64], span: int) -> NDArray[np.float64]:
    """Compare each close with the last one of the symbol's `span`-th date before."""
    out = np.full(bars.rows, np.nan)
    for symbol in range(len(bars.symbols)):
        rows = bars.rows_of(symbol)
        close, own = bars.close[rows], date[rows]
        _, place = np.unique(own, return_inverse=True)
        last_rows = np.append(np.flatnonzero(np.diff(own)), len(own) - 1)
        old = place >= span
        out[rows][old] = close[old] / close[last_rows[place[old] - span]] - 1
    return out


@pytest.mark.parametrize(
    ("file", "venue", "ahead_of_utc_ns"),
    [
        ("krx_daily_adj_599sym_2012-2022", "krx", KST_NS),
        ("krx_5m_11sym_2025-2026", "krx", KST_NS),
        ("upbit_1h", "crypto", 0),
    ],
)
def test_is_the_change_since_the_last_close_so_many_days_before(
    shared: Path, file: str, venue: str, ahead_of_utc_ns: int
) -> None:
    bars = read_bars(shared / "data" / "bars" / f"{file}.parquet").bars
    computed, feeds = compute(quantities(CHANGES), bars, venue)
    date = (bars.ts_open + ahead_of_utc_ns) // DAY_NS
    for span, actual in zip(SPANS, computed, strict=True):
        assert np.array_equal(actual, changes(bars, date, span), equal_nan=True), span
        assert np.isfinite(actual).any()
    assert bars_outside(feeds) == 0


def test_on_daily_bars_a_day_is_the_bar_before(shared: Path) -> None:
    bars = read_bars(shared / "data" / "bars" / "krx_daily_adj_599sym_2012-2022.parquet").bars
    (by_day, by_bar), _ = compute(quantities(["price_change(1d)", "close / close[1] - 1"]), bars, "krx")
    assert np.array_equal(by_day, by_bar, equal_nan=True)


def test_a_timeframe_of_its_own_compares_its_last_complete_day(shared: Path) -> None:
    bars = read_bars(shared / "data" / "bars" / "upbit_1h.parquet", symbols=("KRW-BTC",)).bars
    frames = "timeframes {\n hour = 1h\n daily = 1d\n}\nindicators { on daily { week = price_change(7d) } }"
    (seen,), _ = compute(quantities(["daily.week"], frames), bars, "crypto")
    ended = (bars.ts_open + HOUR_NS) // DAY_NS  # days over at each close
    for row in range(0, bars.rows, 97):
        past = bars.ts_open // DAY_NS < ended[row]
        days = bars.ts_open[past] // DAY_NS
        closes = {int(day): close for day, close in zip(days, bars.close[past], strict=True)}
        ordered = [closes[day] for day in sorted(closes)]
        expected = ordered[-1] / ordered[-8] - 1 if len(ordered) > 7 else np.nan
        assert np.array_equal(seen[row], expected, equal_nan=True), row


@pytest.mark.parametrize("span", ["3d", "2h", "72h"])
def test_a_parameter_chooses_at_the_start_of_the_run(span: str) -> None:
    bars = bars_at(range(0, 10 * DAY_NS, HOUR_NS), HOUR_NS)
    artifact = quantities(["price_change(span)"], "params { span = 1d }")
    given, _ = compute(artifact, bars, "crypto", (f"span={span}",), interpreted)
    written, _ = compute(quantities([f"price_change({span})"]), bars, "crypto", (), interpreted)
    assert np.array_equal(given, written, equal_nan=True)
    assert np.isfinite(given).sum() > bars.rows / 2


@pytest.mark.parametrize(
    ("timeframe_ns", "span", "message"),
    [
        (HOUR_NS, "36h", "36h is no whole number of days"),
        (HOUR_NS, "30m", "30m is shorter than a bar of 1h"),
        (DAY_NS, "23h", "23h is shorter than a bar of 1d"),
        (7 * DAY_NS, "15d", "a bar of 1w shows no single ones"),
    ],
)
def test_a_span_that_the_bars_cannot_show_is_refused(timeframe_ns: int, span: str, message: str) -> None:
    bars = bars_at(range(0, 40 * timeframe_ns, timeframe_ns), timeframe_ns)
    written = quantities([f"price_change({span})"])
    with pytest.raises(RunError, match=message):
        compute(written, bars, "crypto", (), interpreted)
    given = quantities(["price_change(span)"], "params { span = 7d }")
    with pytest.raises(RunError, match=f"with span={span}: .*{message}"):
        compute(given, bars, "crypto", (f"span={span}",), interpreted)


def test_what_comes_later_changes_nothing(shared: Path) -> None:
    bars = read_bars(shared / "data" / "bars" / "krx_5m_11sym_2025-2026.parquet", symbols=("396500",)).bars
    artifact = quantities(CHANGES)
    whole, _ = compute(artifact, bars, "krx", load=load_kernel)
    for kept in (1, 70, 1_000, 2_345):
        cut = read_bars(
            shared / "data" / "bars" / "krx_5m_11sym_2025-2026.parquet",
            symbols=("396500",),
            end_ns=int(bars.ts_open[kept]),
        ).bars
        assert np.array_equal(compute(artifact, cut, "krx")[0], whole[:, :kept], equal_nan=True)
