"""`jtsc data gaps` as a user meets it."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from jtsc.cli import main

HEADING = ["symbol", "source", "timeframe", "from", "(UTC)", "to", "(UTC)", "bars", "days"]


def moment(ns: int) -> str:
    return f"{datetime.fromtimestamp(ns // 10**9, UTC):%Y-%m-%d %H:%M}"


def daily(*days: str, symbol: str = "005930") -> None:
    """Write `days.csv`, a bar of one symbol for each day; a day with ! is a halt."""
    rows = (
        f"{day.strip('!')},{symbol},{'0,0,0,5,0' if day.endswith('!') else '5,5,5,5,1'}\n" for day in days
    )
    Path("days.csv").write_text("timestamp,symbol,open,high,low,close,volume\n" + "".join(rows), "utf-8")


def test_a_complete_series_is_exit_code_0(data):
    daily("2025-03-04", "2025-03-05!", "2025-03-06", "2025-03-07", "2025-03-10")
    data("import", "days.csv")
    result = data("gaps")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "0 of 5 bars missing, 0 whole trading days among them",
        "  sessions and days are those of krx: --venue names another",
    ]


def test_days_that_are_missing_are_exit_code_1_and_a_line_each_run(data):
    daily("2025-03-04", "2025-03-06!", "2025-03-07", "2025-03-12")
    data("import", "days.csv", "--source", "kis")
    result = data("gaps", "--venue", "krx")
    assert (result.code, result.err) == (1, "")
    heading, *lines = result.out.splitlines()
    assert heading.split() == HEADING
    assert [line.split() for line in lines[:2]] == [
        ["005930", "kis", "1d", "2025-03-05", "2025-03-05", "1", "1"],
        ["005930", "kis", "1d", "2025-03-10", "2025-03-11", "2", "2"],
    ]
    assert lines[2:] == ["", "3 of 7 bars missing, 3 whole trading days among them"]


def test_json_tells_every_run_and_the_counts_of_every_series(data):
    daily("2025-03-04", "2025-03-05", "2025-03-07", "2025-03-08")  # the last is a Saturday
    data("import", "days.csv")
    names = {"symbol": "005930", "source": "file", "timeframe": "1d"}
    thursday_ns = 1_741_219_200 * 10**9
    assert data("gaps", "--json").json == {
        "gaps": [
            {
                **names,
                "from_ns": thursday_ns,
                "to_ns": thursday_ns + (6 * 60 + 30) * 60 * 10**9,
                "bars": 1,
                "days": 1,
            }
        ],
        "series": [
            {
                **names,
                "venue": "krx",
                "expected": 4,
                "missing": 1,
                "missing_days": 1,
                "min_bars": 1,
                "in_shorter_runs": 0,
                "outside_sessions": 1,
            }
        ],
    }


def test_symbols_sources_and_days_choose_what_is_looked_at(data):
    for symbol in ("005930", "000660"):
        daily("2025-03-04", "2025-03-06", "2025-03-10", "2025-03-11", symbol=symbol)
        data("import", "days.csv", "--source", f"of-{symbol}")
    chosen = data("gaps", "000660", "--from", "2025-03-06", "--to", "2025-03-07", "--json").json
    (gap,) = chosen["gaps"]
    assert (gap["symbol"], moment(gap["from_ns"]), moment(gap["to_ns"])) == (
        "000660",
        "2025-03-07 00:00",
        "2025-03-07 06:30",
    )
    assert len(data("gaps", "000660,005930", "--json").json["series"]) == 2
    assert len(data("gaps", "000660", "005930", "--timeframe", "1d", "--json").json["series"]) == 2
    (only,) = data("gaps", "--source", "of-005930", "--json").json["series"]
    assert only["symbol"] == "005930"


def test_an_hour_cut_out_of_a_generated_market_is_what_is_missing_beside_quiet_minutes(data):
    options = "--symbols 4 --timeframe 1m --days 3 --seed 3 --out minutes.parquet"
    with pytest.raises(SystemExit):
        main(["data", "generate", *options.split()])
    table = pq.read_table("minutes.parquet")
    begin, end = (datetime(2025, 3, 5, hour, tzinfo=UTC) for hour in (1, 2))
    within = pc.and_(pc.greater_equal(table["timestamp"], begin), pc.less(table["timestamp"], end))
    victim = table["symbol"].to_pylist()[0]
    cut = table.filter(pc.invert(pc.and_(pc.equal(table["symbol"].cast("string"), victim), within)))
    pq.write_table(cut, "cut.parquet")
    data("import", "minutes.parquet", "--store", "whole")
    data("import", "cut.parquet", "--store", "part")
    before, after = (data("gaps", "--store", name, "--json").json for name in ("whole", "part"))
    missing = [sum(series["missing"] for series in each["series"]) for each in (before, after)]
    assert missing[1] - missing[0] == table.num_rows - cut.num_rows > 0
    for each, rows in ((before, table.num_rows), (after, cut.num_rows)):
        told = sum(series["expected"] - series["missing"] for series in each["series"])
        assert told == rows
        assert all(gap["bars"] >= 30 for gap in each["gaps"])
    (found,) = [gap for gap in after["gaps"] if gap not in before["gaps"]]
    assert found["symbol"] == victim
    assert moment(found["from_ns"]) <= "2025-03-05 01:00"
    assert moment(found["to_ns"]) >= "2025-03-05 02:00"
    quiet = sum(series["in_shorter_runs"] for series in after["series"])
    everything = data("gaps", "--store", "part", "--json", "--min-bars", "1").json["gaps"]
    assert sum(gap["bars"] for gap in everything) == quiet + sum(gap["bars"] for gap in after["gaps"])
    assert quiet > 0


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("CCC",), "the store has no symbol 'CCC'"),
        (("--source", "kis"), "the store has no source 'kis'"),
        (("--timeframe", "1m"), "the store has no timeframe '1m'"),
        (("--timeframe", "1x"), "'1x' is no timeframe"),
        (("--venue", "nyse"), "there is no calendar 'nyse'"),
        (("--from", "soon"), "--from soon is not a date"),
        (("--store", "nowhere"), "there is no store in nowhere"),
        (("--min-bars", "0"), "--min-bars"),
    ],
)
def test_what_cannot_be_is_one_message(data, args, message):
    data("import", "bars.csv")
    result = data("gaps", *args)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("error") == 1


def test_an_empty_store_says_how_to_fill_it(data):
    Path("bad.csv").write_text("a,b\n1,2\n", "utf-8")
    data("import", "bad.csv")
    result = data("gaps")
    assert result.code == 2
    assert "the store has no bars" in result.err
    assert "jtsc data import" in result.err
