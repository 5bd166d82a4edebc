"""Files of instruments: every column, every shape, and rows that cannot be."""

import csv
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runtime.domain.instruments import Adjustment, Instrument
from runtime.market_data.errors import DataError
from runtime.market_data.instruments.instrument_file import LoadedInstruments, read_instruments

SAMSUNG = Instrument(
    code="005930",
    market="KOSPI",
    name="삼성전자",
    name_en="Samsung Electronics",
    sector="전기전자",
    listed=date(1975, 6, 11),
    flags=("kospi200", "large"),
    adjustments=(Adjustment(date(1999, 1, 4), 0.5), Adjustment(date(2018, 5, 4), 0.02)),
)


def read(tmp_path: Path, text: str, encoding: str = "utf-8", **asked) -> LoadedInstruments:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding)
    return read_instruments(path, **asked)


@pytest.mark.parametrize(
    ("header", "row", "encoding"),
    [
        (
            "code,market,name,name_en,sector,listed,delisted,flags,adjustments",
            "005930,KOSPI,삼성전자,Samsung Electronics,전기전자,1975-06-11,,"
            "kospi200;large,2018-05-04:0.02;1999-01-04:0.5",
            "utf-8-sig",
        ),
        (
            "단축코드\t시장구분\t한글종목명\t영문종목명\t업종\t상장일\t상장폐지일\tFlags\t수정계수",
            "005930\tKOSPI\t삼성전자\tSamsung Electronics\t전기전자\t1975/06/11\t \t"
            '"kospi200,large"\t19990104:0.5|20180504:0.02',
            "cp949",
        ),
    ],
)
def test_every_column_by_the_names_that_exchanges_use(
    tmp_path: Path, header: str, row: str, encoding: str
) -> None:
    loaded = read(tmp_path, f"{header}\n{row}\n", encoding)
    assert loaded.instruments == (SAMSUNG,)
    assert loaded.rejected == loaded.notes == ()
    assert set(loaded.fields) == set(Instrument.__slots__)


def test_parquet_holds_dates_and_lists_as_such(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    columns = {
        "symbol": ["005930", "000020"],
        "listed": pa.array([date(1975, 6, 11), None]),
        "delisted": pa.array([datetime(2026, 1, 2, 9), None], pa.timestamp("ns")),
        "flags": pa.array([["kospi200", "large"], None], pa.list_(pa.string())),
        "adjustments": pa.array(
            [[{"date": date(2018, 5, 4), "factor": 0.02}], []],
            pa.list_(pa.struct([("date", pa.date32()), ("factor", pa.float64())])),
        ),
    }
    pq.write_table(pa.table(columns), path)
    first, second = read_instruments(path).instruments
    assert (first.listed, first.delisted) == (date(1975, 6, 11), date(2026, 1, 2))
    assert first.flags == ("kospi200", "large")
    assert first.adjustments == (Adjustment(date(2018, 5, 4), 0.02),)
    assert second == Instrument(code="000020")


def test_bad_rows_are_told_by_reason_with_the_line_of_the_first(tmp_path: Path) -> None:
    lines = [
        "code,listed,delisted,adjustments",
        "A,2024-02-30,,",
        "B,2024-02-29,,",
        "",
        '"C",soon,,',
        ",2024-01-02,,",
        "D,2024-01-02",
        "E,,9999-12-31,",
        "F,,,2018-05-04",
        "G,,,2018-05-04:-1",
        "H,,,:0.5",
        "I,,,2018-05-04:1;2018-05-04:2",
        "J,,,soon:0.5",
    ]
    loaded = read(tmp_path, "\n".join(lines))
    assert [each.code for each in loaded.instruments] == ["B"]
    assert [(group.reason, group.count, group.first) for group in loaded.rejected] == [
        ("not a date", 2, "line 2: listed '2024-02-30'"),
        ("code missing", 1, "line 6: code ''"),
        ("wrong number of fields", 1, "line 7"),
        ("date not within 1900 to 2199", 1, "line 8: delisted '9999-12-31'"),
        ("not a date and a factor, as 2018-05-04:0.02", 4, "line 9: adjustments '2018-05-04'"),
        ("two adjustments of one date", 1, "line 12: adjustments '2018-05-04:1;2018-05-04:2'"),
    ]


def test_of_several_rows_of_a_code_the_last_counts_and_a_repetition_is_none(tmp_path: Path) -> None:
    loaded = read(tmp_path, "code,name\nA,old\nB,same\nA,new\nB,same\n")
    assert [(each.code, each.name) for each in loaded.instruments] == [("A", "new"), ("B", "same")]
    assert loaded.notes == ("1 code in rows that differ: the last one counts",)


def test_codes_that_were_numbers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    pq.write_table(pa.table({"code": [5930], "name": ["삼성전자"]}), path)
    with pytest.raises(DataError, match="lost its leading zeros; first line 1: code '5930'"):
        read_instruments(path)


def test_a_mapping_goes_before_names(tmp_path: Path) -> None:
    loaded = read(tmp_path, "code,isin\n005930,KR7005930003\n", mapping={"name": "isin"})
    assert loaded.instruments == (Instrument(code="005930", name="KR7005930003"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,market\na,b\n", "no column for code: the file has name, market"),
        ("code,symbol,ticker\n", "the file has no good row"),
        ("ticker,symbol\n", "'ticker' and 'symbol' could each be the code"),
        ("code,name\n,a\n", "the file has no good row: code missing; first line 2: code ''"),
        ("code,name\n" + "x" * 200_000 + ",b\n", "cannot be read: field larger than field limit"),
    ],
)
def test_files_that_cannot_serve(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, text)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no file") as caught:
        read_instruments(tmp_path / "none.csv")
    assert caught.value.hint == "check the path"


def test_every_code_of_the_exchange_with_its_last_name(real_bars: Path) -> None:
    path = real_bars / "krx_marcap_names.csv"
    with path.open(encoding="utf-8") as file:
        last = {row["symbol"]: (row["name"], row["market"]) for row in csv.DictReader(file)}
    loaded = read_instruments(path)
    assert loaded.rejected == ()
    assert {each.code: (each.name, each.market) for each in loaded.instruments} == last
    assert last["000270"] == ("기아", "KOSPI")  # 기아차 until 2021


def test_a_file_of_bars_tells_where_each_code_is_listed_at_last(real_bars: Path) -> None:
    path = real_bars / "krx_oneday_20210122_pykrx.parquet"
    table = pq.read_table(path, columns=["symbol", "market"])
    loaded = read_instruments(path)
    assert loaded.fields == ("code", "market")
    found = [(each.code, each.market) for each in loaded.instruments]
    assert found == list(zip(*table.to_pydict().values(), strict=True))
