"""What is read from files of quotes written by hand."""

from pathlib import Path

import numpy as np
import pytest

from runtime.market_data.errors import DataError
from runtime.market_data.quote_file import read_quotes
from runtime.market_data.rejected import Reason

HEADER = "timestamp,symbol,last,size,bid,ask"


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join((header, *rows)), "utf-8")
    return path


def test_quotes_as_the_file_holds_them(tmp_path: Path) -> None:
    path = write(
        tmp_path / "quotes.csv",
        "2025-03-04 00:00:01.500,A,100,3,99.5,100.5",
        "2025-03-04 00:00:01.500,A,101,2,100,101",
        "2025-03-04 00:00:02,B,7,0,,8",
    )
    loaded = read_quotes(path)
    quotes = loaded.bars
    assert (quotes.symbols, quotes.starts.tolist()) == (("A", "B"), [0, 2, 3])
    first = int(np.datetime64("2025-03-04T00:00:01.500", "ns").astype(np.int64))
    assert (quotes.ts_open - first).tolist() == [0, 0, 500_000_000]
    assert (quotes.ts_close - quotes.ts_open).tolist() == [1, 1, 1]
    assert quotes.close.tolist() == [100, 101, 7]
    assert quotes.volume.tolist() == [3, 2, 0]
    assert quotes.bid is not None
    np.testing.assert_array_equal(quotes.bid, [99.5, 100, np.nan])
    assert quotes.price_scale.tolist() == [10, 1]  # of bids and asks too
    assert loaded.rejected == ()


def test_bad_rows_are_kept_out_and_told(tmp_path: Path) -> None:
    path = write(
        tmp_path / "quotes.csv",
        "2025-03-04 00:00:05,A,100,1,99,101",
        "2025-03-04 00:00:04,A,100,1,99,101",
        "2025-03-04 00:00:06,A,-1,1,99,101",
        "2025-03-04 00:00:07,A,100,-1,99,101",
        "2025-03-04 00:00:08,A,,1,99,101",
        "2025-03-04 00:00:09,,100,1,99,101",
        "2025-03-04 00:00:10,A,100,1,101,99",
        "2025-03-04 00:00:11,A,1e300,1,99,101",
    )
    loaded = read_quotes(path)
    assert loaded.bars.close.tolist() == [100, 100]
    assert {group.reason: group.count for group in loaded.rejected} == {
        Reason.NO_SYMBOL: 1,
        Reason.PRICE_NOT_FINITE: 1,
        Reason.PRICE_NOT_POSITIVE: 1,
        Reason.PRICE_OFF_SCALE: 1,
        Reason.BAD_VOLUME: 1,
        Reason.BACKWARD_TIME: 1,
        Reason.BAD_QUOTE: 1,
    }
    assert loaded.bars.bid is not None
    assert np.isnan(loaded.bars.bid[1])


def test_only_before_a_time(tmp_path: Path) -> None:
    rows = [f"2025-03-04 00:00:0{second},A,100,1,99,101" for second in range(5)]
    end = int(np.datetime64("2025-03-04T00:00:03", "ns").astype(np.int64))
    assert read_quotes(write(tmp_path / "quotes.csv", *rows), end_ns=end).bars.rows == 3


def test_a_file_of_bars_is_no_file_of_quotes(tmp_path: Path) -> None:
    path = write(tmp_path / "bars.csv", "2025-03-04,1,1,1,1,1", header="date,open,high,low,close,volume")
    with pytest.raises(DataError, match="no column for last: the file has date, open"):
        read_quotes(path)
