"""What is read from small files written by hand."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from runtime.market_data.bar_file import read_bars
from runtime.market_data.rejected import Reason, RejectedRow

DAY = 86_400 * 10**9
FIRST = int(np.datetime64("2024-01-02", "ns").astype(np.int64))

CsvFile = Callable[..., Path]


def test_bars_as_the_file_holds_them(csv_file: CsvFile) -> None:
    path = csv_file(
        "2024-01-02,005930,79000,79800,78200,79600,17142847",
        "2024-01-03,005930,78500,78800,77000,77000,21753644",
        "2024-01-02,000660,141000,142500,139600,142400,2147458.5",
    )
    loaded = read_bars(path)
    bars = loaded.bars
    assert bars.symbols == ("005930", "000660")
    assert bars.starts.tolist() == [0, 2, 3]
    assert bars.ts_open.tolist() == [FIRST, FIRST + DAY, FIRST]
    assert bars.ts_close.tolist() == [FIRST + DAY, FIRST + 2 * DAY, FIRST + DAY]
    assert (bars.open[0], bars.high[1], bars.low[2], bars.close[1]) == (79000, 78800, 139600, 77000)
    assert bars.volume.tolist() == [17142847, 21753644, 2147458.5]
    assert bars.price_scale.tolist() == [1, 1]
    assert (bars.timeframe_ns, bars.bid, bars.ask) == (DAY, None, None)
    assert (loaded.rejected, loaded.notes) == ((), ())


def test_columns_are_writable_and_contiguous(csv_file: CsvFile) -> None:
    bars = read_bars(csv_file("2024-01-02,A,1,2,1,2,3", "2024-01-03,A,1,2,1,2,3")).bars
    for column in (bars.ts_open, bars.ts_close, bars.open, bars.high, bars.low, bars.close, bars.volume):
        assert column.flags.writeable
        assert column.flags.c_contiguous


def test_parquet_and_csv_of_one_table_are_the_same_bars(tmp_path: Path) -> None:
    table = pa.table(
        {
            "Date": pa.array([FIRST, FIRST + DAY], pa.timestamp("ns")),
            "Code": ["005930", "005930"],
            "Open": [10, 11],
            "High": [12.5, 11.5],
            "Low": [9, 11],
            "Close": pa.array([10.25, 11.25], pa.float64()),
            "Volume": pa.array([5, 6], pa.int32()),
        }
    )
    pa.parquet.write_table(table, tmp_path / "bars.parquet")
    pa.csv.write_csv(table, tmp_path / "bars.csv")
    from_parquet, from_csv = (read_bars(tmp_path / f"bars.{kind}").bars for kind in ("parquet", "csv"))
    assert from_parquet.symbols == from_csv.symbols == ("005930",)
    assert from_parquet.price_scale.tolist() == from_csv.price_scale.tolist() == [100]
    for name in ("ts_open", "ts_close", "open", "high", "low", "close", "volume"):
        np.testing.assert_array_equal(getattr(from_parquet, name), getattr(from_csv, name))


def test_file_without_a_symbol_column_is_named_after_itself(csv_file: CsvFile) -> None:
    header = "date,open,high,low,close,volume"
    path = csv_file("20240102,1,2,1,2,3", header=header, name="GOOG.csv")
    assert read_bars(path).bars.symbols == ("GOOG",)


def test_korean_export_in_cp949_with_separators_and_newest_first(csv_file: CsvFile) -> None:
    path = csv_file(
        '2024/01/04,005930,"76,100","77,300","76,100","76,600","15,324,439"',
        '2024/01/03,005930,"78,500","78,800","77,000","77,000","21,753,644"',
        '2024/01/02,005930,"78,200","79,800","78,200","79,600","17,142,847"',
        header="일자,종목코드,시가,고가,저가,종가,거래량",
        encoding="cp949",
    )
    loaded = read_bars(path)
    assert loaded.bars.ts_open.tolist() == [FIRST, FIRST + DAY, FIRST + 2 * DAY]
    assert loaded.bars.close.tolist() == [79600, 77000, 76600]
    assert loaded.bars.volume.tolist() == [17142847, 21753644, 15324439]
    assert loaded.notes == ("rows run from the newest to the oldest: read in reverse",)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(csv_file: CsvFile, delimiter: str) -> None:
    header = "timestamp,symbol,open,high,low,close,volume".replace(",", delimiter)
    path = csv_file("2024-01-02,A,1,2,1,2,3".replace(",", delimiter), header=header, encoding="utf-8-sig")
    assert read_bars(path).bars.close.tolist() == [2]


def test_local_times_without_a_zone_are_utc_and_said(csv_file: CsvFile) -> None:
    loaded = read_bars(csv_file("2024-01-02 09:00,A,1,2,1,2,3", "2024-01-02 09:05,A,1,2,1,2,3"))
    assert loaded.bars.ts_open[0] == FIRST + 9 * 3600 * 10**9
    assert loaded.bars.timeframe_ns == 300 * 10**9
    assert loaded.notes == ("times carry no time zone and are taken as UTC",)


def test_times_sorted_across_symbols_are_in_order(csv_file: CsvFile) -> None:
    path = csv_file(
        "2024-01-02,B,1,2,1,2,3",
        "2024-01-02,A,3,4,3,4,3",
        "2024-01-03,B,1,2,1,1,3",
        "2024-01-03,A,3,4,3,3,3",
    )
    loaded = read_bars(path)
    assert loaded.bars.symbols == ("B", "A")
    assert loaded.bars.close.tolist() == [2, 1, 4, 3]
    assert loaded.rejected == ()


def test_bad_rows_are_counted_named_and_kept_out(csv_file: CsvFile) -> None:
    path = csv_file(
        "2024-01-02,A,10,12,9,11,5",
        "2024-01-03,A,10,9,12,11,5",
        "2024-01-03,A,10,12,9,11,5",  # a bad row before it does not make it a duplicate
        "2024-01-03,A,10,12,9,12,5",
        "2024-01-02,A,10,12,9,11,5",
        "2024-01-04,A,10,12,9",
        "2024-01-05,A,abc,12,9,11,5",
        "2024-01-06,,10,12,9,11,5",
        "someday,A,10,12,9,11,5",
        "2024-01-07,A,10,12,9,11,5",
        "2024-01-08,A,0,0,0,11,0",
        "2024-01-09,A,0,0,0,11,3",
    )
    loaded = read_bars(path)
    assert loaded.bars.ts_open.tolist() == [FIRST, FIRST + DAY, FIRST + 5 * DAY, FIRST + 6 * DAY]
    assert loaded.bars.halted.tolist() == [False, False, False, True]
    assert [(group.reason, group.count) for group in loaded.rejected] == [
        (Reason.MALFORMED, 1),
        (Reason.NO_TIME, 1),
        (Reason.NO_SYMBOL, 1),
        (Reason.HALT_WITH_VOLUME, 1),
        (Reason.PRICE_NOT_FINITE, 1),
        (Reason.HIGH_BELOW_LOW, 1),
        (Reason.DUPLICATE_TIME, 1),
        (Reason.BACKWARD_TIME, 1),
    ]
    examples = {group.reason: group.examples[0] for group in loaded.rejected}
    assert examples[Reason.MALFORMED] == RejectedRow("", None, "5 fields, not 7: 2024-01-04,A,10,12,9")
    assert examples[Reason.NO_TIME].ts_open is None
    assert examples[Reason.HIGH_BELOW_LOW] == RejectedRow(
        "A", FIRST + DAY, "open 10, high 9, low 12, close 11, volume 5"
    )
    assert examples[Reason.DUPLICATE_TIME].what == "open 10, high 12, low 9, close 12, volume 5"


def test_bad_quote_costs_the_quote_not_the_bar(csv_file: CsvFile) -> None:
    path = csv_file(
        "2024-01-02,A,10,12,9,11,5,10.9,11",
        "2024-01-03,A,10,12,9,11,5,11,10.9",
        "2024-01-04,A,10,12,9,11,5,,",
        header="timestamp,symbol,open,high,low,close,volume,bid,ask",
    )
    loaded = read_bars(path)
    assert loaded.bars.rows == 3
    np.testing.assert_array_equal(loaded.bars.bid, [10.9, np.nan, np.nan])
    np.testing.assert_array_equal(loaded.bars.ask, [11, np.nan, np.nan])
    assert [(group.reason, group.count) for group in loaded.rejected] == [(Reason.BAD_QUOTE, 1)]
    assert Reason.BAD_QUOTE.keeps_bar


def test_symbol_without_a_good_row_is_gone_and_said(csv_file: CsvFile) -> None:
    loaded = read_bars(csv_file("2024-01-02,A,1,2,1,2,3", "2024-01-02,B,-1,2,1,2,3"))
    assert loaded.bars.symbols == ("A",)
    assert loaded.notes == ("no good row of B",)


def test_span_cuts_bars_and_counts_but_not_the_grid(csv_file: CsvFile) -> None:
    path = csv_file(
        "2024-01-02,A,10,12,9,11.5,5",
        "2024-01-03,A,10,12,9,11,5",
        "2024-01-04,A,10,9,12,11,5",
        "2024-01-05,A,10,12,9,11,5",
        "2024-01-08,A,10,9,12,11,5",
    )
    loaded = read_bars(path, start_ns=FIRST + DAY, end_ns=FIRST + 3 * DAY)
    assert loaded.bars.ts_open.tolist() == [FIRST + DAY]
    assert loaded.bars.price_scale.tolist() == [10]
    assert [(group.reason, group.count) for group in loaded.rejected] == [(Reason.HIGH_BELOW_LOW, 1)]


def test_adjusted_prices_are_rounded_and_said(csv_file: CsvFile) -> None:
    third = 100 / 3
    loaded = read_bars(csv_file(f"2024-01-02,A,{third!r},{third!r},{third!r},{third!r},5"))
    assert loaded.bars.price_scale.tolist() == [10**9]
    assert loaded.bars.close.tolist() == [33.333333333]
    (note,) = loaded.notes
    assert (
        note
        == "prices of 1 symbol are no decimals, as in adjusted data: rounded by at most 1.0e-11 of the price"
    )


def test_only_row_groups_with_the_symbol_are_needed(tmp_path: Path) -> None:
    rows = {
        "symbol": ["A", "A", "B", "B", "C", "C"],
        "timestamp": [FIRST // 10**6, (FIRST + DAY) // 10**6] * 3,
    }
    prices = {name: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] for name in ("open", "high", "low", "close", "volume")}
    path = tmp_path / "bars.parquet"
    pa.parquet.write_table(pa.table(rows | prices), path, row_group_size=2)
    bars = read_bars(path, symbols=["C", "A"]).bars
    assert bars.symbols == ("A", "C")
    assert bars.close.tolist() == [1, 2, 5, 6]


def test_numbers_for_codes_are_said(tmp_path: Path) -> None:
    rows = {"timestamp": [FIRST // 10**6], "symbol": [5930]}
    prices = {name: [1.0] for name in ("open", "high", "low", "close", "volume")}
    pa.parquet.write_table(pa.table(rows | prices), tmp_path / "bars.parquet")
    loaded = read_bars(tmp_path / "bars.parquet")
    assert loaded.bars.symbols == ("5930",)
    assert loaded.notes == ("column 'symbol' holds numbers: codes have lost their leading zeros",)


def test_traded_values_come_beside_the_bars_in_their_order(csv_file: CsvFile) -> None:
    path = csv_file(
        "2024-01-02,B,1,2,1,2,3,200.5",
        "2024-01-02,A,1,2,1,2,3,",
        "2024-01-03,B,9,2,1,2,3,300",
        "2024-01-03,A,1,2,1,2,3,-5",
        "2024-01-04,B,1,2,1,2,3,400",
        "2024-01-04,A,1,2,1,2,3,inf",
        header="timestamp,symbol,open,high,low,close,volume,quote_volume",
    )
    loaded = read_bars(path)
    assert loaded.bars.symbols == ("B", "A")
    assert loaded.amount is not None
    np.testing.assert_array_equal(loaded.amount, [200.5, 400, np.nan, np.nan, np.nan])
    assert loaded.notes == ("amounts left out: 2 negative or infinite",)
    later = read_bars(path, start_ns=int(loaded.bars.ts_open[1]), symbols=["B"])
    assert later.amount is not None
    assert later.amount.tolist() == [400]


def test_without_a_column_of_traded_values_there_are_none(csv_file: CsvFile) -> None:
    assert read_bars(csv_file("2024-01-02,A,1,2,1,2,3")).amount is None
