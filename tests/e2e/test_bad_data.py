"""Files of bars that cannot be read, and rows that cannot be true."""

from pathlib import Path

import pytest

HEADER = b"timestamp,open,high,low,close,volume\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bars.csv", None, ("no file 'bars.csv'", "check the path")),
        ("bars.csv", b"", ("'bars.csv' is empty",)),
        ("bars.csv", bytes(range(256)) * 8, ("neither Parquet nor text",)),
        ("bars.parquet", bytes(range(256)) * 8, ("not a Parquet file",)),
        ("bars.parquet", b"PAR1" + bytes(64), ("'bars.parquet' cannot be read",)),
        ("bars.csv", b"hello world\nagain\n", ("no column for timestamp", "--columns timestamp=COLUMN")),
        ("bars.csv", HEADER, ("no rows",)),
        ("bars.csv", HEADER + b"2024-01-01,5,4,6,5,100\n", ("high below low",)),
    ],
    ids=["missing", "empty", "binary", "no parquet", "cut parquet", "no table", "no rows", "no good row"],
)
def test_a_file(jtsc, threshold, tmp_path: Path, name: str, content: bytes | None, said) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = jtsc("backtest", threshold, "--data", name, "--report", "report.html")
    assert result.code == 2
    assert result.out == ""
    for words in said:
        assert words in result.message
    assert not (tmp_path / "report.html").exists()


def test_a_folder(jtsc, threshold) -> None:
    assert "is a folder" in jtsc("backtest", threshold, "--data", ".").message


def test_bad_rows_are_kept_out_and_told_and_the_run_goes_on(backtest, tmp_path: Path) -> None:
    clean = backtest("--json").json
    with (tmp_path / "bars.csv").open("a", encoding="utf-8") as bars:
        bars.write("2024-01-10,AAA,120,x,110,115,1\n")
        bars.write("2024-01-11,AAA,120,110,130,115,1\n")
        bars.write("2024-01-12,AAA,-1,130,-1,115,1\n")
        bars.write("2024-01-09,AAA,1,2,1,2,1\n")
        bars.write("2024-01-15,AAA\n")
    dirty = backtest("--json").json
    assert clean["rejected_rows"] == {}
    assert dirty["rejected_rows"] == {
        "wrong number of fields": 1,
        "price missing, not a number or infinite": 1,
        "price zero or negative": 1,
        "high below low": 1,
        "second row of the same time": 1,
    }
    assert (dirty["bars"], dirty["equity_final"]) == (clean["bars"], clean["equity_final"])
    shown = backtest().out
    assert "Rows of the data kept out" in shown
    assert "high below low (first AAA 2024-01-11:" in shown


def test_a_strategy_the_data_cannot_serve(jtsc, bars, tmp_path: Path) -> None:
    text = 'strategy("S") {\n  entry.long {\n    when (spread < 1%) { buy(quantity: all) }\n  }\n}\n'
    (tmp_path / "s.jts").write_text(text, "utf-8")
    result = jtsc("backtest", "s.jts", "--data", bars)
    assert result.code == 2
    assert "needs bid and ask prices" in result.message


def test_too_little_history(jtsc, bars, tmp_path: Path) -> None:
    text = (
        'strategy("S") {\n  entry.long {\n    when (close > SMA(period: 50)) { buy(quantity: all) }\n  }\n}\n'
    )
    (tmp_path / "s.jts").write_text(text, "utf-8")
    assert "no symbol has the 50 bars" in jtsc("backtest", "s.jts", "--data", bars).message
