"""`jtsc data import --kind instruments` and `list --instruments` as a user meets them."""

from pathlib import Path

import pytest

LISTED = """\
종목코드,종목명,시장,상장일,flags,adjustments
005930,삼성전자,KOSPI,1975-06-11,kospi200,2018-05-04:0.02
000660,SK하이닉스,KOSPI,1996-12-26,,
035720,카카오,KOSDAQ,1999-13-11,,
"""


@pytest.fixture
def listed() -> str:
    """The name of a file in the test's folder, with a date that is none."""
    Path("listed.csv").write_text(LISTED, "utf-8")
    return "listed.csv"


def test_import_says_what_it_stored_and_where_the_first_bad_row_is(data, listed):
    result = data("import", listed, "--kind", "instruments")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "listed.csv: 2 instruments with code, market, name, listed, flags, adjustments",
        "  left out 1: not a date; first line 4: listed '1999-13-11'",
    ]


def test_what_was_imported_is_listed(data, listed):
    for _ in range(2):
        told = data("import", listed, "--kind", "instruments", "--json").json["imported"]
    assert told[0]["rejected_rows"] == {"not a date": 1}
    heading, line = data("list", "--instruments").out.splitlines()
    assert heading.split() == ["market", "instruments", "delisted", "flagged", "adjusted"]
    assert line.split() == ["KOSPI", "2", "0", "1", "1"]
    hynix, samsung = data("list", "--instruments", "--json").json["instruments"]
    assert hynix == {
        "code": "000660",
        "market": "KOSPI",
        "name": "SK하이닉스",
        "name_en": "",
        "sector": "",
        "listed": "1996-12-26",
        "delisted": None,
        "flags": [],
        "adjustments": [],
    }
    assert samsung["adjustments"] == [{"day": "2018-05-04", "factor": 0.02}]
    assert data("list").out == "the store has no bars\n"


def test_bars_and_instruments_lie_beside_each_other(data, listed):
    data("import", listed, "--kind", "instruments")
    data("import", "bars.csv")
    assert len(data("list", "--json").json["series"]) == 2
    assert len(data("list", "--instruments", "--json").json["instruments"]) == 2


def test_a_store_without_instruments_says_so(data):
    data("import", "bars.csv")
    assert data("list", "--instruments").out == "the store has no instruments\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--source", "krx"), "--source says something of bars, not of instruments"),
        (("--timeframe", "1d"), "--timeframe says something of bars, not of instruments"),
        (("--columns", "close=x"), "'close' is no role of a column"),
        (("--columns", "name=x"), "the file has no column 'x'"),
    ],
)
def test_what_cannot_be_is_one_message(data, listed, args, message):
    result = data("import", listed, "--kind", "instruments", *args)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("error") == 1


@pytest.mark.parametrize("kind", ["bars", "instruments"])
def test_a_missing_file_is_named_without_an_option_that_the_command_lacks(data, kind):
    result = data("import", "none.csv", "--kind", kind)
    assert result.code == 2
    assert "there is no file 'none.csv'" in result.err
    assert "check the path" in result.err
    assert "--data" not in result.err
