"""`jtsc check` for machines: JSON, SARIF, GitHub; folders; languages."""

import json
import re
from pathlib import Path

import pytest

from jtsc.cli import main

BROKEN = """strategy("Broken") {
  indicators {
    fast = SMAA(period: 20)
    fast = EMA(period: 10)
  }

  entry.long {
    when (close > 3%) { buy(quantity: 5%) }
  }
}
"""
RIGHT = """strategy("Right") {
  entry.long {
    when (close > open) { buy(quantity: 5%) }
  }
  risk_management {
    stop_loss = 5%
  }
}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "broken, 100%.jts").write_text(BROKEN, "utf-8")
    (tmp_path / "right.jts").write_text(RIGHT, "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["check", *args])
    assert isinstance(stop.value.code, int)
    return stop.value.code, *capsys.readouterr()


def test_a_folder_is_walked_this_one_if_none_is_named(folder: Path, capsys) -> None:
    code, out, _ = run(capsys)
    assert code == 1
    assert "3 problems in 2 files" in out
    assert run(capsys, "right.jts")[:2] == (0, "1 file: no problems\n")


def test_hidden_folders_are_not_passed_over_in_silence(folder: Path, capsys) -> None:
    (folder / ".old").mkdir()
    (folder / ".old" / "broken.jts").write_text(BROKEN, "utf-8")
    assert "not searched: .old" in run(capsys, ".")[2]


def test_sarif_has_what_its_readers_need(folder: Path, capsys) -> None:
    """The properties that SARIF 2.1.0 requires (sections 3.13, 3.14, 3.19, 3.27), and places that fit."""
    code, out, _ = run(capsys, "--format", "sarif")
    log = json.loads(out)
    assert code == 1
    assert log["version"] == "2.1.0"
    (whole,) = log["runs"]
    driver = whole["tool"]["driver"]
    assert driver["name"] == "jtsc"
    assert len(whole["results"]) == 3
    for result in whole["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "sub/broken, 100%.jts"
        region = place["region"]
        assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
    unknown = next(result for result in whole["results"] if result["ruleId"] == "JTS0204")
    (change,) = unknown["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"]["text"] == "SMA"
    line = BROKEN.splitlines()[replacement["deletedRegion"]["startLine"] - 1]
    assert line[replacement["deletedRegion"]["startColumn"] - 1 :].startswith("SMAA")
    twice = next(result for result in whole["results"] if result["ruleId"] == "JTS0202")
    assert twice["relatedLocations"][0]["message"]["text"] == "declared here first"


def test_github_marks_the_lines_of_a_change(folder: Path, capsys) -> None:
    """As GitHub's workflow commands escape them: `%` is %25, `,` %2C and `:` %3A in a value."""
    code, out, _ = run(capsys, "--format", "github")
    assert code == 1
    commands = out.splitlines()
    assert len(commands) == 3
    for command in commands:
        found = re.fullmatch(
            r"::error file=([^,:]*),line=(\d+),col=\d+,endLine=\d+,endColumn=\d+,title=([^,:]*)::(.*)",
            command,
        )
        assert found, command
        assert found[1] == "sub/broken%2C 100%25.jts"
    assert "3%25" in commands[2] or "1.03" in commands[2]


def test_the_language_is_chosen(folder: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "오류[JTS0301]: 가격과(와) 비율의 비교" in run(capsys, "--lang", "ko")[1]
    told = json.loads(run(capsys, "--lang", "ko", "--format", "json")[1])["diagnostics"]
    assert {each["code"]: each["severity"] for each in told} == dict.fromkeys(
        ("JTS0202", "JTS0204", "JTS0301"), "error"
    )
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "도움말" in run(capsys)[1]
    assert "help:" in run(capsys, "--lang", "en")[1]
