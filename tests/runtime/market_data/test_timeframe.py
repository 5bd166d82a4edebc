import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.market_data.errors import DataError
from runtime.market_data.timeframe import infer_timeframe, parse_timeframe, timeframe_label

MINUTE = 60 * 10**9


@pytest.mark.parametrize(
    ("text", "ns"),
    [
        ("500ms", 5 * 10**8),
        ("30s", 30 * 10**9),
        ("5m", 300 * 10**9),
        ("1h", 3600 * 10**9),
        ("1d", 86_400 * 10**9),
        ("1w", 604_800 * 10**9),
    ],
)
def test_written_and_read(text: str, ns: int) -> None:
    assert (parse_timeframe(text), timeframe_label(ns)) == (ns, text)


@settings(deadline=None)
@given(st.integers(1, 10**5), st.sampled_from(("ms", "s", "m", "h", "d", "w")))
def test_a_label_reads_back_as_the_same_span(count: int, unit: str) -> None:
    ns = parse_timeframe(f"{count}{unit}")
    assert parse_timeframe(timeframe_label(ns)) == ns


@pytest.mark.parametrize("text", ["", "5", "m", "0m", "-5m", "1.5h", "5 minutes", "1M", "5m5m"])
def test_no_timeframe(text: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_timeframe(text)
    assert caught.value.message == f"'{text}' is no timeframe"


def test_weekends_and_holidays_do_not_hide_days() -> None:
    days = np.arange("2024-01-01", "2024-03-01", dtype="datetime64[D]")
    trading = days[np.is_busday(days, holidays=["2024-01-01", "2024-02-09", "2024-02-12"])]
    ts = trading.astype("datetime64[ns]").astype(np.int64)
    assert infer_timeframe(ts, np.array([0, len(ts)])) == parse_timeframe("1d")


def test_nights_do_not_hide_minutes_and_symbols_do_not_mix() -> None:
    session = np.concatenate([day * 1440 * MINUTE + np.arange(3) * 5 * MINUTE for day in range(4)])
    ts = np.concatenate((session, session + MINUTE))
    assert infer_timeframe(ts, np.array([0, 12, 24])) == 5 * MINUTE


def test_single_bars_have_no_step() -> None:
    assert infer_timeframe(np.array([0, MINUTE]), np.array([0, 1, 2])) is None
