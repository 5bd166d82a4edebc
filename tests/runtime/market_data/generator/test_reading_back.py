"""A generated file is a file of bars like any other, and the command that writes it."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from jtsc.errors import UserError
from runtime.cli.generate import generate
from runtime.market_data.bar_file import read_bars
from runtime.market_data.errors import DataError
from runtime.market_data.generator.market import SYMBOL_LIMIT, generate_market
from runtime.market_data.generator.profile import KRX
from runtime.market_data.timeframe import parse_timeframe, timeframe_label
from tests.runtime.market_data.generator.made_market import DAY, HOUR, MINUTE, PROFILES, TUESDAY, make


def call(*arguments: object) -> Result:
    return CliRunner().invoke(generate, [str(argument) for argument in arguments], standalone_mode=False)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("timeframe", [MINUTE, 5 * MINUTE, HOUR, DAY])
def test_every_row_is_a_good_one(tmp_path: Path, profile: str, timeframe: int) -> None:
    made = make(PROFILES[profile], timeframe_ns=timeframe, days=5)
    path = tmp_path / "bars.parquet"
    path.write_bytes(made.files[0])
    loaded = read_bars(path)
    assert loaded.rejected == ()
    assert loaded.notes == ()
    assert loaded.bars.rows == sum(map(len, made.bars.values()))
    assert loaded.bars.symbols == tuple(made.bars)
    assert loaded.bars.timeframe_ns == timeframe
    halts = sum(bar.is_halt for rows in made.bars.values() for bar in rows)
    assert np.count_nonzero(loaded.bars.halted) == halts
    assert loaded.bars.bid is not None


def test_a_large_market_is_written_in_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "bars.parquet"
    call("--symbols", 1000, "--days", 1, "--out", path)
    file = pyarrow.parquet.ParquetFile(path)
    assert file.num_row_groups > 1
    assert file.metadata.num_rows == read_bars(path).bars.rows
    assert (
        str(file.schema_arrow.field("symbol").type) == "dictionary<values=string, indices=int32, ordered=0>"
    )


def test_the_command_writes_what_it_says(tmp_path: Path) -> None:
    out = tmp_path / "made.parquet"
    result = call("--symbols", 40, "--days", 2, "--seed", 7, "--quotes", "--json", "--out", out)
    said = json.loads(result.output)
    surges = Path(f"{out}.surges.csv")
    quotes = Path(f"{out}.quotes.parquet")
    assert said["files"] == [str(out), str(surges), str(quotes)]
    assert said["bars"] == pyarrow.parquet.read_metadata(out).num_rows
    assert said["quotes"] == pyarrow.parquet.read_metadata(quotes).num_rows
    assert said["surges"] == len(surges.read_text().splitlines()) - 1
    assert sorted(tmp_path.iterdir()) == sorted([out, surges, quotes])
    assert {timeframe_label(read_bars(out).bars.timeframe_ns)} == {"1m"}
    assert "bars: " in call("--timeframe", "1h", "--out", out).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--profile", "krz"), "no profile 'krz'"),
        (("--timeframe", "7h"), "bars of 7h do not fit"),
        (("--timeframe", "30s"), "bars of 30s do not fit"),
        (("--timeframe", "1w"), "bars of 1w do not fit"),
        (("--timeframe", "often"), "no timeframe"),
        (("--symbols", 0), "no market of 0 symbols"),
        (("--symbols", SYMBOL_LIMIT + 1), "no market of"),
        (("--days", 0), "0 days"),
        (("--days", 10**6), "end after 2199"),
        (("--seed", -1), "seed -1"),
        (("--first-day", "2023-01-24"), "since 2023-01-25"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[object, ...], message: str
) -> None:
    result = call(*arguments, "--out", tmp_path / "made.parquet")
    assert isinstance(result.exception, UserError)
    assert message in result.exception.message
    assert result.exception.hint
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_first(tmp_path: Path) -> None:
    result = call("--out", tmp_path / "nowhere" / "made.parquet")
    assert isinstance(result.exception, UserError)


def test_too_few_trading_days_are_refused() -> None:
    with pytest.raises(DataError, match="only 1 trading days"):
        generate_market(
            KRX,
            symbols=1,
            timeframe_ns=parse_timeframe("1d"),
            days=2,
            seed=0,
            first_day=TUESDAY,
            trading_days=[date(2025, 3, 3), date(2025, 3, 5)],
        )
