"""`jtsc backtest --manifest`: a result that was kept is made again, or what differs is said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Jtsc, Result

Tamper = Callable[[dict[str, Any]], None]


@pytest.fixture
def kept(backtest: Jtsc, tmp_path: Path) -> Callable[..., str]:
    """Backtest with the given options added, keep the result, and return the name of its file."""

    def keep(*options: str) -> str:
        result = backtest(*options, "--json")
        assert result.code == 0, result.err
        (tmp_path / "result.json").write_text(result.out, "utf-8")
        return "result.json"

    return keep


def again(jtsc: Jtsc, *options: str) -> dict[str, Any]:
    result = jtsc("backtest", "--manifest", "result.json", *options, "--json")
    found = json.loads(result.out)
    assert result.code == (0 if found["reproduced"] else 1)
    return found


@pytest.mark.parametrize(
    "options",
    [
        "",
        "--symbols BBB,AAA --per-symbol --close-at-end",
        "--costs krx --slippage 5bp --currency KRW --tick 1 --lot 2",
        "--costs buy=1%,tax=0.2% --param level=109 --param most=5%",
        "--from 2024-01-03 --to 2024-01-08 --metrics-from all --sharpe arithmetic",
        "--timeframe 1d --venue us --threads 3",
        "--columns open=close,close=open",
    ],
)
def test_the_same_run_gives_the_same(jtsc: Jtsc, kept, options: str) -> None:
    kept(*options.split())
    assert again(jtsc) == {"reproduced": True, "differences": []}
    told = jtsc("backtest", "--manifest", "result.json", "--threads", "2")
    assert (told.code, told.out) == (0, "result.json: reproduced, to the last fill\n")


def test_two_runs_print_the_same_bytes(backtest: Jtsc) -> None:
    def printed(*options: str) -> list[str]:
        return [
            line for line in backtest(*options, "--json").out.splitlines() if "engine_seconds" not in line
        ]

    assert printed("--threads", "1") == printed("--threads", "4") == printed()


def test_a_reproduction_is_no_new_trial(jtsc: Jtsc, kept, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("JTS_DATA_DIR", str(tmp_path / "records"))
    kept()
    ledger = (tmp_path / "records" / "runs.sqlite").read_bytes()
    assert again(jtsc)["reproduced"]
    assert (tmp_path / "records" / "runs.sqlite").read_bytes() == ledger


def test_a_comment_is_a_difference_of_the_text_alone(jtsc: Jtsc, kept, tmp_path: Path) -> None:
    kept()
    text = (tmp_path / "threshold.jts").read_text("utf-8")
    (tmp_path / "threshold.jts").write_text(f"// again\n{text}", "utf-8")
    assert [each["what"] for each in again(jtsc)["differences"]] == ["text of the strategy"]
    told = jtsc("backtest", "--manifest", "result.json")
    assert told.code == 1
    assert told.out.startswith("different before the run:\n  text of the strategy: ")
    assert "the same fills, trades and equity" in told.out


def test_another_rule_changes_what_comes_out(jtsc: Jtsc, kept, tmp_path: Path) -> None:
    kept()
    text = (tmp_path / "threshold.jts").read_text("utf-8")
    (tmp_path / "threshold.jts").write_text(text.replace("close > level", "close > level * 1.09"), "utf-8")
    found = {each["what"]: each for each in again(jtsc)["differences"]}
    assert {"text of the strategy", "what the strategy means", "fills, trades and equity"} <= found.keys()
    assert (found["equity_final"]["recorded"], found["equity_final"]["found"]) == (9_700, 9_600)
    assert jtsc("backtest", "--manifest", "result.json").out.endswith("not reproduced\n")


def test_other_data_is_named_before_the_run(jtsc: Jtsc, kept, tmp_path: Path) -> None:
    kept()
    text = (tmp_path / "bars.csv").read_text("utf-8")
    (tmp_path / "bars.csv").write_text(text.replace(",1000\n", ",1001\n"), "utf-8")
    assert [each["what"] for each in again(jtsc)["differences"]] == ["data"]


def _older_numpy(result: dict[str, Any]) -> None:
    result["manifest"]["versions"]["numpy"] = "2.0.0"


def _lower_tax(result: dict[str, Any]) -> None:
    result["manifest"]["options"]["costs"]["sell_tax"] -= 500_000


def _one_more_fill(result: dict[str, Any]) -> None:
    result["fills"] += 1


@pytest.mark.parametrize(
    ("tamper", "what", "is_told_before"),
    [
        (_older_numpy, "version of numpy", True),
        (_lower_tax, "cost table krx (charged is what it was)", True),
        (_one_more_fill, "fills", False),
    ],
)
def test_a_result_that_is_not_what_comes_out(
    jtsc: Jtsc, kept, tmp_path: Path, tamper: Tamper, what: str, is_told_before: bool
) -> None:
    path = tmp_path / kept("--costs", "krx", "--currency", "KRW")
    result = json.loads(path.read_text("utf-8"))
    tamper(result)
    path.write_text(json.dumps(result), "utf-8")
    found = again(jtsc)
    assert not found["reproduced"]
    assert what in {each["what"] for each in found["differences"]}
    before, _, after = jtsc("backtest", "--manifest", "result.json").out.partition("different after the run:")
    assert f"  {what}: " in (before if is_told_before else after)


def test_files_that_moved_are_named_anew(jtsc: Jtsc, kept, tmp_path: Path) -> None:
    kept()
    (tmp_path / "bars.csv").rename(tmp_path / "moved.csv")
    (tmp_path / "threshold.jts").rename(tmp_path / "moved.jts")
    assert "threshold.jts does not exist" in failed(jtsc).message
    assert "there is no file 'bars.csv'" in failed(jtsc, "moved.jts").message
    assert again(jtsc, "moved.jts", "--data", "moved.csv")["reproduced"]


def failed(jtsc: Jtsc, *options: str) -> Result:
    result = jtsc("backtest", *options, "--manifest", "result.json")
    assert result.code == 2
    return result


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--cash 5", "--cash does not go with --manifest"),
        ("--report out.html", "--report does not go with --manifest"),
        ("--per-symbol", "--per-symbol does not go with --manifest"),
        ("--quotes bars.csv", "--quotes is given, and the result was made from bars"),
    ],
)
def test_the_manifest_has_all_options(jtsc: Jtsc, kept, options: str, said: str) -> None:
    kept()
    assert said in failed(jtsc, *options.split()).message


def test_a_strategy_that_no_longer_compiles_cannot_run(jtsc: Jtsc, kept, tmp_path: Path) -> None:
    kept()
    (tmp_path / "threshold.jts").write_text('strategy("T") {', "utf-8")
    assert "error[JTS" in failed(jtsc).message


def test_no_result_at_all(jtsc: Jtsc, bars: str) -> None:
    assert "nowhere.json cannot be read" in jtsc("backtest", "--manifest", "nowhere.json").message
    assert "is no JSON" in jtsc("backtest", "--manifest", bars).message
    assert "Missing argument 'FILE'" in jtsc("backtest").message


QUOTES = """timestamp,symbol,last,size,bid,ask
2024-08-08 00:00:10,BTC,100,1,99.5,100.5
2024-08-08 00:01:05,BTC,106,1,105.5,106.5
2024-08-08 00:01:30,BTC,107,1,106.5,107.5
2024-08-08 00:02:10,BTC,99,1,98.5,99.5
2024-08-08 00:03:10,BTC,98,1,97.5,98.5
"""
JUMP = """strategy("Jump") {
  surge_detection {
    when (close > close[1] * 1.05) {
      execute_immediately({ broker: select_fastest_broker(), size: 3 })
    }
  }
}
"""


def test_quotes_and_surges_are_made_again(jtsc: Jtsc, tmp_path: Path) -> None:
    (tmp_path / "jump.jts").write_text(JUMP, "utf-8")
    (tmp_path / "quotes.csv").write_text(QUOTES, "utf-8")
    options = ("--quotes", "quotes.csv", "--timeframe", "1m", "--surges", "surges.parquet", "--json")
    result = jtsc("backtest", "jump.jts", *options)
    assert result.json["surges"]["count"] == 1
    assert result.json["manifest"]["tables"]["calendar"]["venue"] == "crypto"
    (tmp_path / "result.json").write_text(result.out, "utf-8")
    assert again(jtsc)["reproduced"]


def test_a_store_is_read_again(jtsc: Jtsc, bars: str, threshold: str, tmp_path: Path) -> None:
    pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")
    assert jtsc("data", "import", bars, "--store", "store").code == 0
    result = jtsc("backtest", threshold, "--store", "store", "--from", "2024-01-03", "--json")
    (tmp_path / "result.json").write_text(result.out, "utf-8")
    assert again(jtsc)["reproduced"]
    text = (tmp_path / bars).read_text("utf-8").replace("2024-01-09,AAA,110,120,", "2024-01-09,AAA,110,121,")
    (tmp_path / bars).write_text(text, "utf-8")
    assert jtsc("data", "import", bars, "--store", "store").code == 0
    assert [each["what"] for each in again(jtsc)["differences"]] == ["data"]
