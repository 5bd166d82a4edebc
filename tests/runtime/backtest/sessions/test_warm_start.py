"""What a run loads before its start is enough: with all history it decides the same."""

import io
from datetime import date

import numpy as np
import pytest

from runtime.backtest.warmup import Need, warm_start_ns
from runtime.domain.bars import DAY_NS, Bars
from runtime.market_data.bar_file import read_bars
from runtime.market_data.generator.market import generate_market
from runtime.market_data.generator.market_file import write_market
from runtime.market_data.generator.profile import KRX
from runtime.market_data.selection import select_span
from tests.property.conftest import interpreted
from tests.runtime.backtest.sessions.computed import MINUTE_NS, compute, quantities

FRAMES = "timeframes {\n m = 1m\n m15 = 15m\n}\nindicators { on m15 { c = price_change(1d) } }"


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Bars:
    """Four trading days of three symbols, Tuesday 2025-03-04 to Friday."""
    path = tmp_path_factory.mktemp("minutes") / "minutes.parquet"
    market = generate_market(
        KRX, symbols=3, timeframe_ns=MINUTE_NS, days=4, seed=5, first_day=date(2025, 3, 4)
    )
    with path.open("wb") as bars:
        write_market(market, bars, io.BytesIO())
    return read_bars(path).bars


@pytest.mark.parametrize(
    ("size", "days_before", "declarations"),
    [
        ("price_change(30m)", 0, ""),
        ("price_change(1d)", 1, ""),
        ("price_change(2d)", 2, ""),
        ("SMA(price_change(1d), 4)", 1, ""),
        ("session.volume / volume", 0, ""),
        ("1% * session.bars[3]", 0, ""),
        ("1 KRW / session.prev_close", 1, ""),
        ("m15.c[2]", 1, FRAMES),
    ],
)
def test_from_the_middle_of_a_day_values_are_those_of_all_history(
    minutes: Bars, size: str, days_before: int, declarations: str
) -> None:
    artifact = quantities([size], declarations)
    whole, feeds = compute(artifact, minutes, "krx", (), interpreted)
    needs = [Need(*need) for need in interpreted(artifact).warmup(np.empty(0))]
    friday = int(minutes.ts_open.max()) // DAY_NS * DAY_NS
    start_ns = friday + 90 * MINUTE_NS
    first_ns = warm_start_ns(feeds, needs, start_ns)
    assert first_ns == friday - days_before * DAY_NS  # a KRX day opens at midnight UTC
    warm = select_span(minutes, first_ns, None)
    loaded, _ = compute(artifact, warm, "krx", (), interpreted)
    decided = loaded[0, warm.ts_open >= start_ns]
    assert np.array_equal(decided, whole[0, minutes.ts_open >= start_ns], equal_nan=True)
    assert np.isfinite(decided).sum() > len(decided) / 2
