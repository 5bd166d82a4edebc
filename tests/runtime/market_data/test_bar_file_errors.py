"""Files and requests that cannot be served: one message and one hint each, never a traceback of a library."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from runtime.market_data.bar_file import read_bars
from runtime.market_data.errors import DataError
from runtime.market_data.timeframe import parse_timeframe

CsvFile = Callable[..., Path]
GOOD = "2024-01-02,SPY,1,2,1,2,3"


def refusal(path: Path, **asked: object) -> tuple[str, str]:
    with pytest.raises(DataError) as caught:
        read_bars(path, **asked)  # type: ignore[arg-type]
    assert "\n" not in caught.value.message + caught.value.hint
    return caught.value.message, caught.value.hint


def test_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.parquet"
    assert refusal(path) == (f"there is no file '{path}'", "check the path")


def test_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (f"'{tmp_path}' is a folder", "name one file in it")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "'{}' is empty"),
        ("a.parquet", b"", "'{}' is empty"),
        ("a.csv", bytes(range(256)), "'{}' is neither Parquet nor text"),
        ("a.csv", b"\xff\xfe\xfd\xfc" * 9, "'{}' is neither Parquet nor text in UTF-8 or CP949"),
        ("a.parquet", b"timestamp,open\n", "'{}' is not a Parquet file"),
        ("a.csv", b"PK\x03\x04rest", "'{}' is an Excel workbook or a zip archive"),
        ("a.csv.gz", b"\x1f\x8brest", "'{}' is compressed with gzip"),
        ("a.csv", b"timestamp,symbol,open,high,low,close,volume", "the file has a first line and no rows"),
        ("a.csv", b"timestamp,symbol,open,high,low,close,volume\n", "the file has no rows"),
        ("a.csv", b"\ntimestamp,symbol,open,high,low,close,volume\n", "the first line is empty"),
        (
            "a.csv",
            b"hello\nworld\n",
            "no column for timestamp, open, high, low, close, volume: the file has hello",
        ),
        (
            "a.csv",
            b"timestamp,open,high,low,close,volume\n1,2\n3,4\n",
            "the file has no rows: 2 fields, not 6: 1,2",
        ),
    ],
)
def test_content_that_is_no_table_of_bars(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path)[0] == message.format(path)


def test_truncated_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pa.parquet.write_table(pa.table({"timestamp": np.arange(1000)}), path)
    path.write_bytes(path.read_bytes()[:-100])
    message, hint = refusal(path)
    assert message.startswith(f"'{path}' cannot be read: ")
    assert hint == "is it complete and not damaged?"


def test_parquet_without_rows(tmp_path: Path) -> None:
    columns = {name: pa.array([], pa.float64()) for name in ("open", "high", "low", "close", "volume")}
    table = pa.table({"timestamp": pa.array([], pa.int64()), "symbol": pa.array([], pa.string())} | columns)
    pa.parquet.write_table(table, tmp_path / "a.parquet")
    assert refusal(tmp_path / "a.parquet")[0] == "the file has no rows"


def test_column_of_another_type(tmp_path: Path) -> None:
    columns = {name: [True] for name in ("open", "high", "low", "close", "volume")}
    pa.parquet.write_table(pa.table({"timestamp": [1704153600000]} | columns), tmp_path / "a.parquet")
    assert refusal(tmp_path / "a.parquet")[0] == "column 'open' holds bool, no numbers"


def test_unknown_symbol(csv_file: CsvFile) -> None:
    path = csv_file(GOOD, "2024-01-02,QQQ,1,2,1,2,3")
    assert refusal(path, symbols=["spq"]) == ("no symbol 'spq' in the data", "did you mean 'SPY'?")
    assert refusal(path, symbols=["005930"])[1] == "the file has SPY, QQQ"
    assert refusal(path, symbols=[])[0] == "no symbol was asked for"


def test_unknown_symbol_among_row_groups(tmp_path: Path) -> None:
    columns = {name: [1.0, 1.0, 1.0] for name in ("open", "high", "low", "close", "volume")}
    rows = {"timestamp": [1704153600000] * 3, "symbol": ["SPY", "QQQ", "IWM"]}
    pa.parquet.write_table(pa.table(rows | columns), tmp_path / "a.parquet", row_group_size=1)
    message, hint = refusal(tmp_path / "a.parquet", symbols=["SPY", "IWN"])
    assert (message, hint) == ("no symbol 'IWN' in the data", "did you mean 'IWM'?")


def test_span_without_bars(csv_file: CsvFile) -> None:
    start = int(np.datetime64("2025-01-01", "ns").astype(np.int64))
    assert refusal(csv_file(GOOD), start_ns=start) == (
        "no bar opens from 2025-01-01",
        "the data runs from 2024-01-02 to 2024-01-02",
    )
    end = int(np.datetime64("2024-01-02", "ns").astype(np.int64))
    assert (
        refusal(csv_file(GOOD), start_ns=0, end_ns=end)[0] == "no bar opens from 1970-01-01 before 2024-01-02"
    )


def test_no_good_row(csv_file: CsvFile) -> None:
    assert refusal(csv_file("2024-01-02,SPY,1,1,2,2,3", "2024-01-03,SPY,-1,2,1,2,3")) == (
        "no row is good: price zero or negative (1), high below low (1)",
        "the first bad one: open -1, high 2, low 1, close 2, volume 3",
    )


def test_timeframe_longer_than_the_bars(csv_file: CsvFile) -> None:
    path = csv_file("2024-01-02 09:00,SPY,1,2,1,2,3", "2024-01-02 09:05,SPY,1,2,1,2,3")
    assert refusal(path, timeframe_ns=parse_timeframe("1h")) == (
        "the file's bars are 5m apart, less than 1h",
        "leave --timeframe out, or give a file of 1h bars",
    )
