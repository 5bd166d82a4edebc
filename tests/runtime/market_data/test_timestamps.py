from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.market_data.errors import DataError
from runtime.market_data.timestamps import NO_TIME, times_of

NINE_UTC = np.datetime64("2024-01-02T09:00:00", "ns").astype(np.int64)
MIDNIGHT = np.datetime64("2024-01-02", "ns").astype(np.int64)


@settings(deadline=None)
@given(
    st.lists(st.datetimes(datetime(1980, 1, 1), datetime(2199, 1, 1)), min_size=1),
    st.sampled_from(("s", "ms", "us", "ns")),
)
def test_epoch_numbers_of_any_unit_are_told_by_their_size(moments: list[datetime], unit: str) -> None:
    expected = np.array(moments, f"datetime64[{unit}]")
    found = times_of(pa.array(expected.astype(np.int64)), "t")
    np.testing.assert_array_equal(found.ts, expected.astype("datetime64[ns]").astype(np.int64))


@pytest.mark.parametrize(
    "kind", [pa.timestamp("s"), pa.timestamp("ms", "Asia/Seoul"), pa.timestamp("ns", "UTC")]
)
def test_arrow_timestamps(kind: pa.DataType) -> None:
    column = pa.array([datetime(2024, 1, 2, 9, tzinfo=UTC if kind.tz else None), None], kind)
    found = times_of(column, "t")
    assert found.ts.tolist() == [NINE_UTC, NO_TIME]
    assert found.assumes_utc == (kind.tz is None)


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64()])
def test_arrow_dates_are_midnight_and_assume_nothing(kind: pa.DataType) -> None:
    found = times_of(pa.array([date(2024, 1, 2)], kind), "t")
    assert (found.ts.tolist(), found.assumes_utc) == ([MIDNIGHT], False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-02", MIDNIGHT),
        ("2024/1/2", MIDNIGHT),
        ("2024.01.02", MIDNIGHT),
        ("20240102", MIDNIGHT),
        ("202401020900", NINE_UTC),
        ("20240102090000", NINE_UTC),
        ("2024-01-02T09:00:00Z", NINE_UTC),
        ("2024-01-02 18:00:00+09:00", NINE_UTC),
        ("2024-01-02 09:00", NINE_UTC),
        (" 2024.01.02 09:00:00 ", NINE_UTC),
        ("1704186000000", NINE_UTC),
        ("2024-02-30", NO_TIME),
        ("02/01/2024", NO_TIME),  # a day or a month: not guessed
        ("soon", NO_TIME),
        ("", NO_TIME),
        ("9999-01-01", NO_TIME),
        ("9" * 40, NO_TIME),
    ],
)
def test_texts(text: str, expected: int) -> None:
    assert times_of(pa.array([text]), "t").ts.tolist() == [expected]


@pytest.mark.parametrize("digits", [20240102, 202401020000, 20240102000000])
def test_calendar_digits(digits: int) -> None:
    assert times_of(pa.array([digits, None]), "t").ts.tolist() == [MIDNIGHT, NO_TIME]


def test_floats_with_gaps_as_pandas_leaves_them() -> None:
    found = times_of(pa.array([1704186000000.0, float("nan"), None, 1704186000000.5]), "t")
    assert found.ts.tolist() == [NINE_UTC, NO_TIME, NO_TIME, NO_TIME]


def test_row_numbers_are_no_times() -> None:
    assert times_of(pa.array([0, 1, 2]), "t").ts.tolist() == [NO_TIME] * 3


def test_times_of_day_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        times_of(pa.array([0], pa.time32("s")), "time")
    assert caught.value.message == "column 'time' holds time32[s], no points in time"
