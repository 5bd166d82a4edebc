"""A new strategy trades as it is, on the bars of the demo."""

import importlib.util
from pathlib import Path

from tests.e2e.conftest import Jtsc

DEMO = Path(__file__).parents[2] / ".ci" / "demo.py"


def test_a_new_strategy_trades(jtsc: Jtsc, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("demo", DEMO)
    assert spec is not None
    assert spec.loader is not None
    demo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(demo)
    demo.write_adjusted_bars(tmp_path / "bars.csv")
    assert jtsc("new", "mine").code == 0
    options = ("--data", "bars.csv", "--cash", "100_000", "--currency", "USD")
    found = jtsc("backtest", "mine.jts", *options, "--json").json
    assert found["strategy"] == "mine"
    assert found["symbols"] == 4
    assert found["trades"] > 50
    assert found["dropped"].get("size_zero", 0) == 0
