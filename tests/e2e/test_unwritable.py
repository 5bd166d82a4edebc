"""Places that cannot be written to. A file stands where a folder should be: that stops even root."""

from pathlib import Path

import pytest


@pytest.mark.parametrize("option", ["--report", "--trades"])
@pytest.mark.parametrize(
    ("path", "said"), [("nowhere/out", "No such file or directory"), (".", "Is a directory")]
)
def test_an_output_is_refused_before_the_run(backtest, tmp_path: Path, option, path, said) -> None:
    result = backtest(option, path)
    assert result.code == 2
    assert result.out == ""
    assert f"cannot write {path}: {said}" in result.message
    assert "name a file in a folder you can write to" in result.message


def test_one_impossible_output_stops_the_other(backtest, tmp_path: Path) -> None:
    assert backtest("--report", "report.html", "--trades", "nowhere/trades.parquet").code == 2
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--report threshold.jts", "--report threshold.jts would overwrite the strategy"),
        ("--trades ./bars.csv", "--trades bars.csv would overwrite the data"),
        ("--report out --trades out", "--trades out would overwrite --report"),
    ],
)
def test_an_output_destroys_no_file_of_the_run(backtest, tmp_path: Path, options: str, said: str) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = backtest(*options.split())
    assert result.code == 2
    assert said in result.message
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_cache_folder(backtest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JTS_CACHE_DIR", "threshold.jts")
    result = backtest()
    assert result.code == 2
    assert "the cache folder threshold.jts" in result.message
    assert "set JTS_CACHE_DIR" in result.message


def test_the_ledger_cannot_be_written_but_the_results_are_told(
    backtest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JTS_DATA_DIR", "threshold.jts")
    result = backtest("--report", "report.html")
    assert result.code == 2
    assert "Final equity" in result.out
    assert (tmp_path / "report.html").exists()
    assert "set JTS_DATA_DIR to a folder you can write to" in result.message
