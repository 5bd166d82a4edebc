"""`jtsc data import`, `list` and `export` as a user meets them."""

from pathlib import Path

import numpy as np
import pytest

from runtime.market_data.bar_file import read_bars


def test_import_says_what_it_stored_and_what_it_left_out(data):
    result = data("import", "bars.csv", "--source", "krx")
    assert result.code == 0
    assert result.err == ""
    first, second = result.out.splitlines()
    assert first == "bars.csv: 4 1d bars of 2 symbols from krx, 1 of them halts"
    assert second.startswith("  left out 1: high below low; first BBB 2024-01-03: open 10, high 9")


def test_import_for_programs(data):
    (only,) = data("import", "bars.csv", "--json").json["imported"]
    assert {key: only[key] for key in ("file", "source", "timeframe", "symbols", "bars", "halts")} == {
        "file": "bars.csv",
        "source": "file",
        "timeframe": "1d",
        "symbols": 2,
        "bars": 4,
        "halts": 1,
    }
    assert only["rejected_rows"] == {"high below low": 1}


def test_importing_twice_lists_once(data):
    for _ in range(2):
        assert data("import", "bars.csv", "--source", "krx").code == 0
    series = data("list", "--json").json["series"]
    assert [(each["symbol"], each["bars"], each["halts"]) for each in series] == [
        ("AAA", 3, 1),
        ("BBB", 1, 0),
    ]
    heading, line = data("list").out.splitlines()
    assert heading.split() == ["timeframe", "source", "symbols", "bars", "halts", "first", "last"]
    assert line.split() == ["1d", "krx", "2", "4", "1", "2024-01-02", "2024-01-04"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(data):
    Path("other.csv").write_text("a,b\n1,2\n", "utf-8")
    result = data("import", "other.csv", "bars.csv")
    assert result.code == 2
    assert result.err.startswith("error: other.csv: no column for")
    assert result.out.startswith("bars.csv: 4 1d bars")


def test_columns_by_other_names(data):
    Path("named.csv").write_text("when,o,h,l,adj,v\n2024-01-02,1,3,1,2,5\n", "utf-8")
    assert data("import", "named.csv", "--columns", "timestamp=when,close=adj", "--timeframe", "1w").code == 0
    (series,) = data("list", "--json").json["series"]
    assert (series["timeframe"], series["symbol"]) == ("1w", "named")


@pytest.mark.parametrize("out", ["out.parquet", "out.csv"])
def test_an_export_reads_as_the_file_that_was_imported(data, out):
    data("import", "bars.csv")
    result = data("export", "all", "--out", out)
    assert (result.code, result.out) == (0, f"{out}: 4 bars of 2 symbols\n")
    original, exported = read_bars("bars.csv"), read_bars(out)
    assert exported.rejected == ()
    assert exported.bars.symbols == original.bars.symbols
    for name in ("ts_open", "open", "high", "low", "close", "volume", "halted", "starts", "price_scale"):
        assert getattr(exported.bars, name).tobytes() == getattr(original.bars, name).tobytes(), name


@pytest.mark.parametrize("out", ["out.parquet", "out.csv"])
def test_traded_values_go_in_and_come_out(data, out):
    Path("value.csv").write_text(
        "일자,종목코드,시가,고가,저가,종가,거래량,거래대금\n"
        "2024-01-02,005930,5,5,5,5,10,52\n2024-01-03,005930,0,0,0,5,0,\n",
        "utf-8",
    )
    data("import", "value.csv")
    data("export", "all", "--out", out)
    exported = read_bars(out)
    assert exported.bars.halted.tolist() == [False, True]
    np.testing.assert_array_equal(exported.amount, [52, np.nan])


def test_an_export_is_cut_to_the_days_and_symbols_asked_for(data):
    data("import", "bars.csv")
    result = data("export", "AAA", "--from", "2024-01-03", "--to", "2024-01-03", "--out", "part.csv")
    assert result.out == "part.csv: 1 bar of 1 symbol\n"
    assert Path("part.csv").read_text("utf-8").splitlines()[1:] == ['1704240000000,"AAA",0,0,0,105,0']


def test_another_store_is_another_store(data):
    data("import", "bars.csv", "--store", "mine")
    assert data("list", "--store", "mine").code == 0
    assert data("list").err.startswith("error: there is no store in")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("export", "CCC", "--out", "x.csv"), "the store has no symbol 'CCC'"),
        (("export", ",", "--out", "x.csv"), "no symbol was asked for"),
        (("export", "AAA", "--out", "x.xlsx"), "'x.xlsx' is neither .parquet nor .csv"),
        (("export", "AAA", "--out", "nowhere/x.csv"), "nowhere/x.csv"),
        (("export", "AAA", "--timeframe", "1h", "--out", "x.csv"), "the store has no 1h bars"),
        (("export", "AAA", "--source", "kis", "--out", "x.csv"), "the store has no source 'kis'"),
        (("import", "bars.csv", "--source", "a,b"), "'a,b' is no name of a source"),
        (("import", "bars.csv", "--columns", "close"), "'close' does not name a column"),
        (("import", "bars.csv", "--timeframe", "1x"), "'1x' is no timeframe"),
    ],
)
def test_what_cannot_be_is_one_message(data, args, message):
    data("import", "bars.csv")
    result = data(*args)
    assert result.code == 2
    assert result.err.startswith("error: ")
    assert message in result.err
    assert result.err.count("error") == 1
    assert result.out == ""
    assert not list(Path().glob("x.*"))


@pytest.mark.parametrize("command", ["import", "list", "export", "gaps"])
def test_a_command_shows_an_example(data, command):
    assert f"  jtsc data {command}" in data(command, "--help").out
