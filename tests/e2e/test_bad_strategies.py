"""Strategy files that cannot work: one message that says what, where and what to write instead."""

from pathlib import Path

import pytest

WITH_INDICATOR = """\
strategy("Wrong") {{
  indicators {{
    average = {indicator}
  }}

  entry.long {{
    when ({condition}) {{
      buy(quantity: all)
    }}
  }}
}}
"""


@pytest.mark.parametrize("command", ["check", "compile", "backtest"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, ("strategy.jts does not exist", "check the path")),
        (b"\xff\xfe\x80\x81", ("not UTF-8 text", "is it a strategy at all?")),
        (b'strategy("\0")', ("holds zero bytes", "name a .jts file")),
    ],
    ids=["missing", "binary", "zero bytes"],
)
def test_a_file_that_is_no_text(jtsc, bars, tmp_path, command, content, said) -> None:
    if content is not None:
        (tmp_path / "strategy.jts").write_bytes(content)
    data = ("--data", bars) if command == "backtest" else ()
    result = jtsc(command, "strategy.jts", *data)
    assert result.code == 2
    assert result.out == ""
    assert all(words in result.message for words in said)


def test_a_folder_without_strategies(jtsc) -> None:
    result = jtsc("check", ".")
    assert result.code == 2
    assert "no strategies found in ." in result.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ("JTS0101", "strategy.jts:1:1", "start with `strategy(")),
        ('strategy("X") {\n  entry.long {\n    when (close > open) {\n', ("JTS0102", "add `}`")),
        (("SMAA(period: 5)", "close > average"), ("JTS0204", "strategy.jts:3:15", "did you mean `SMA`?")),
        (("SMA(period: 5)", "average > 3%"), ("JTS0301", "strategy.jts:7:11", "close[1] * 1.03")),
        (("SMA(period: -5)", "close > average"), ("JTS0409", "strategy.jts:3:27", "-5")),
        (("SMA(period: 0)", "close > average"), ("JTS0409", "strategy.jts:3:27")),
        (("close[-1]", "close > average"), ("JTS0402", "strategy.jts:3:21", "count backwards")),
    ],
    ids=["empty", "unclosed brace", "unknown indicator", "wrong unit", "negative period", "zero", "future"],
)
def test_a_mistake(jtsc, bars, tmp_path: Path, text: str | tuple[str, str], said: tuple[str, ...]) -> None:
    if isinstance(text, tuple):
        text = WITH_INDICATOR.format(indicator=text[0], condition=text[1])
    (tmp_path / "strategy.jts").write_text(text, "utf-8")
    checked = jtsc("check", "strategy.jts")
    result = jtsc("backtest", "strategy.jts", "--data", bars, "--report", "report.html")
    assert (checked.code, result.code) == (1, 1)
    assert result.out == ""
    for words in said:
        assert words in result.message
        assert words in checked.out
    assert not (tmp_path / "report.html").exists()


def test_every_mistake_of_a_file_is_told_at_once(jtsc, tmp_path: Path) -> None:
    text = WITH_INDICATOR.format(indicator="SMAA(period: 5)", condition="close > 3%")
    (tmp_path / "strategy.jts").write_text(text, "utf-8")
    out = jtsc("check", "strategy.jts").out
    assert out.count("error[") == 2
    assert "2 problems in 1 file" in out
