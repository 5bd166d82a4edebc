"""The command line as a user meets it: `jtsc` with its arguments, and small files to give it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jtsc.cli import main

# Buys ten above the level and sells below it; over THRESHOLD_BARS every figure is worked out by hand.
THRESHOLD = """\
strategy("Threshold") {
  params {
    level = 100 in 50..200 "price above which it holds"
    most = 50% in 1%..100% "largest position"
  }

  entry.long {
    when (close > level) {
      buy(quantity: 10)
    }
  }

  exit.long {
    when (close < level) {
      sell(quantity: all)
    }
  }

  risk_management {
    max_position_size = most
  }
}
"""
# Bought at 120, sold at 80, bought at 110 and still held at 120: 10,000 becomes 10,000 - 400 + 100.
OPENS = (100, 100, 120, 130, 80, 80, 110)
CLOSES = (100, 110, 125, 90, 80, 105, 120)
DAYS = ("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09")
HEADER = "timestamp,symbol,open,high,low,close,volume\n"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        assert self.code == 0, self.err
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def message(self) -> str:
        """The one message of a failed run: nothing on the output, no traceback."""
        assert self.code in (1, 2)
        assert self.err.count("error") == 1, self.err
        assert "Traceback" not in self.err
        assert "bug of its own" not in self.err
        return self.err


Jtsc = Callable[..., Result]


@pytest.fixture
def jtsc(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Jtsc:
    """Run a command in a folder of its own, in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args: str) -> Result:
        with pytest.raises(SystemExit) as stop:
            main(list(args))
        assert isinstance(stop.value.code, int)
        return Result(stop.value.code, *capsys.readouterr())

    return run


def bars_text(symbol: str) -> str:
    """The rows of one symbol, without the header."""
    rows = zip(DAYS, OPENS, CLOSES, strict=True)
    return "".join(f"{day},{symbol},{o},{max(o, c)},{min(o, c)},{c},1000\n" for day, o, c in rows)


@pytest.fixture
def threshold(tmp_path: Path) -> str:
    """The name of a strategy file."""
    (tmp_path / "threshold.jts").write_text(THRESHOLD, "utf-8")
    return "threshold.jts"


@pytest.fixture
def bars(tmp_path: Path) -> str:
    """The name of a file of bars, of the symbols AAA and BBB, equal but for their names."""
    (tmp_path / "bars.csv").write_text(HEADER + bars_text("AAA") + bars_text("BBB"), "utf-8")
    return "bars.csv"


@pytest.fixture
def backtest(jtsc: Jtsc, threshold: str, bars: str) -> Jtsc:
    """Backtest the strategy over AAA with 10,000 of cash, the given options added."""

    def run(*options: str) -> Result:
        return jtsc("backtest", threshold, "--data", bars, "--symbols", "AAA", "--cash", "10_000", *options)

    return run
