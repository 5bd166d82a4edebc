"""What the README shows is what happens."""

import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = [block.strip() for block in re.findall(r"```(?:sh)?\n(.*?)```", README, re.DOTALL)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The output of the demo, which leaves bars and reports in the checkout's `reports`."""
    done = subprocess.run(
        (sys.executable, str(ROOT / ".ci" / "demo.py")), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_demo_shows_each_strategy_and_leaves_its_report(demo: str) -> None:
    names = {
        "SMA_Crossover": "sma_crossover",
        "RSI_Reversion": "rsi_reversion",
        "Donchian_Breakout": "donchian_breakout",
        "MultiTimeframe_Momentum": "multi_timeframe_momentum",
        "UnifiedSurgeScanner": "unified_surge_scanner",
    }
    for name, file in names.items():
        row = re.search(rf"^{name} .*% .* s\s*$", demo, re.MULTILINE)
        assert row is not None, name
        assert len(row[0]) <= 80
        assert name in (ROOT / "reports" / f"{file}.html").read_text("utf-8")
    assert demo.count("rows kept out: none") == 3


def test_the_run_shown_is_the_run(demo: str, jtsc, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    command = next(block for block in BLOCKS if "jtsc backtest" in block).replace("\\\n", "")
    checked, backtested = (line.split()[1:] for line in command.splitlines())
    shown = next(block for block in BLOCKS if block.startswith("Donchian_Breakout"))
    assert jtsc(*checked).code == 0
    assert _without_times(jtsc(*backtested).out) == _without_times(shown)


def test_the_strategy_shown_is_the_file() -> None:
    assert (ROOT / "strategies" / "sma_crossover.jts").read_text("utf-8").strip() in BLOCKS


def test_the_message_shown_is_the_message(jtsc, tmp_path: Path) -> None:
    rule = "when (close > 3%) {\n      buy(quantity: 5%)\n    }"
    text = f'strategy("Wrong") {{\n  entry.long {{\n    {rule}\n  }}\n}}\n'
    (tmp_path / "wrong.jts").write_text(text, "utf-8")
    shown = next(block for block in BLOCKS if block.startswith("error["))
    assert jtsc("check", "wrong.jts").out.startswith(shown)


def test_every_option_is_in_the_table(jtsc) -> None:
    options = jtsc("backtest", "--help").out.partition("Options:")[2]
    told = set(re.findall(r"^  (--[a-z-]+)", options, re.MULTILINE))
    table = README.partition("| option |")[2].partition("\n\n")[0]
    named = (row.split("|")[1] for row in table.splitlines()[2:])
    assert {option for names in named for option in re.findall(r"--[a-z-]+", names)} == told


def test_the_store_does_what_is_shown(
    demo: str, jtsc, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("JTS_DATA_DIR", str(tmp_path))
    for line in next(block for block in BLOCKS if "jtsc data import" in block).splitlines():
        assert jtsc(*line.split()[1:]).code == 0, line


def test_every_command_of_the_store_is_in_the_table(jtsc) -> None:
    listed = jtsc("data", "--help").out.partition("Commands:")[2].strip().splitlines()
    table = README.partition("| `jtsc data` |")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines()[2:] for name in re.findall(r"`([a-z]+)", row.split("|")[1])}
    assert named == {line.split()[0] for line in listed}


def test_every_command_is_in_the_table() -> None:
    table = README.partition("| `jtsc` |")[2].partition("\n\n")[0]
    named = [re.findall(r"`([a-z]+)", row)[0] for row in table.splitlines()[2:]]
    assert sorted(named) == sorted(entry.name for entry in entry_points(group="jts.commands"))


@pytest.fixture
def checkout(demo: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder like the checkout after the demo, to write into."""
    monkeypatch.chdir(tmp_path)
    for folder in ("strategies", "reports"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    return tmp_path


def test_the_plan_shown_is_the_plan(checkout: Path, jtsc) -> None:
    starter = (checkout / "strategies" / "starter.jts").read_text("utf-8")
    (checkout / "wider.jts").write_text(starter.replace("stop = 8%", "stop = 16%"), "utf-8")
    command, _, shown = next(block for block in BLOCKS if block.startswith("$ jtsc plan")).partition("\n")
    result = jtsc(*command.split()[2:])
    assert result.code == 1
    assert result.out.startswith(shown)


def test_the_result_shown_is_made_again(checkout: Path, jtsc) -> None:
    shown = next(block for block in BLOCKS if "--manifest" in block)
    backtest, again, said = shown.splitlines()
    command, _, path = backtest.partition(" > ")
    (checkout / path).write_text(jtsc(*command.split()[2:]).out, "utf-8")
    assert jtsc(*again.split()[2:]).out.strip() == said


def test_the_picture_is_there_and_small() -> None:
    assert 10_000 < (ROOT / "docs" / "report.png").stat().st_size < 300_000


def _without_times(text: str) -> list[str]:
    return [re.sub(r"engine [\d.]+ s", "", line).rstrip() for line in text.strip().splitlines()]
