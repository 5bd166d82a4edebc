"""Options that cannot work: exit code 2, one message, what to write instead, nothing run."""

import pytest


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--param levle=90", ("no parameter 'levle'", "did you mean 'level'?")),
        ("--param zzz=90", ("no parameter 'zzz'", "its parameters are level, most")),
        ("--param level", ("gives no value", "--param fast=20")),
        ("--param level=abc", ("--param level=abc is not a number",)),
        ("--param level=nan", ("is not a number",)),
        ("--param level=1e99", ("is too large",)),
        ("--param level=5%", ("not a ratio", "plain number")),
        ("--param most=abc", ("--param most=abc is not a number", "5%")),
        ("--param most=-5%", ("max_position_size is -5 %", "above 0 %")),
        ("--symbols AAB", ("no symbol 'AAB'", "did you mean 'AAA'?")),
        ("--symbols ,", ("no symbol was asked for",)),
        ("--cash -5", ("--cash -5 is not above zero",)),
        ("--cash 0", ("--cash 0 is not above zero",)),
        ("--cash lots", ("--cash lots is not a number", "10_000_000")),
        ("--cash 1e30", ("--cash 1e30 is too large",)),
        ("--cash 1e17", ("is too large", "can be counted exactly")),
        ("--cash 0.5 --currency KRW", ("less than the smallest unit of cash",)),
        ("--from 2024-13-45", ("--from 2024-13-45 is not a date", "2020-01-31")),
        ("--to yesterday", ("--to yesterday is not a date",)),
        ("--from 1700-01-01", ("not within 1900 to 2199",)),
        ("--to 9999-12-31", ("not within 1900 to 2199",)),
        ("--from 2024-01-05 --to 2024-01-02", ("--from is not before --to",)),
        ("--from 2025-01-01", ("no bar opens from 2025-01-01", "from 2024-01-01 to 2024-01-09")),
        ("--to 2020-01-01", ("no bar opens before",)),
        ("--lot 0", ("--lot 0 is not above zero",)),
        ("--lot 1e-12", ("more than 9 decimals",)),
        ("--tick abc", ("--tick abc is not a number", "0.01")),
        ("--tick -1", ("--tick -1 is not above zero",)),
        ("--tick 500", ("above the lowest close of the data, 80",)),
        ("--costs foo", ("neither a table nor rates", "krx")),
        ("--costs buy=abc", ("is not a number", "2bp")),
        ("--costs buy=200%", ("not between 0 and 100 %",)),
        ("--slippage -1%", ("not between 0 and 100 %",)),
        ("--currency XXX", ("--currency XXX is not known", "KRW")),
        ("--timeframe 7", ("'7' is no timeframe", "1d")),
        ("--timeframe 1w", ("1d apart, less than 1w",)),
        ("--columns close", ("does not name a column",)),
        ("--columns close=adj", ("no column 'adj'",)),
        ("--columns price=close", ("no role of a column",)),
        ("--sharpe best", ("'geometric', 'arithmetic'", "jtsc backtest --help")),
        ("--threads 0", ("'--threads'", "1<=x<=64", "jtsc backtest --help")),
        ("--metrics-from now", ("'first_tradable', 'all'",)),
        ("--sybols AAA", ("No such option '--sybols'", "--symbols", "jtsc backtest --help")),
        ("extra.jts", ("unexpected extra argument",)),
    ],
)
def test_an_option(backtest, tmp_path, options: str, said: tuple[str, ...]) -> None:
    result = backtest(*options.split(), "--report", "report.html", "--json")
    assert result.code == 2
    assert result.out == ""
    for words in said:
        assert words in result.message
    assert not (tmp_path / "report.html").exists()


def test_without_data_and_without_a_store_both_ways_out_are_named(jtsc, threshold, tmp_path) -> None:
    result = jtsc("backtest", threshold, "--store", str(tmp_path / "none"))
    assert result.code == 2
    assert "give --data FILE, or" in result.message


@pytest.mark.parametrize(
    ("command", "said"), [("backtes", "did you mean `jtsc backtest`?"), ("zzz", "commands are backtest")]
)
def test_an_unknown_command(jtsc, command: str, said: str) -> None:
    result = jtsc(command)
    assert result.code == 2
    assert said in result.message


def test_a_pass_that_is_none(jtsc, threshold) -> None:
    assert "--after goes with --emit mir" in jtsc("compile", threshold, "--after", "lower").message
    assert "there is no pass low" in jtsc("compile", threshold, "--emit", "mir", "--after", "low").message
