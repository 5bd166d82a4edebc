"""Fixes carried out: what was meant comes of it, twice is as good as once, and nothing breaks."""

import random
from pathlib import Path

import pytest

from jtsc.diagnostics import Severity
from jtsc.frontend import Checked, Frontend
from jtsc.mend import as_it_was, mend
from jtsc.source import Source
from tests.jtsc.checked import rule
from tests.jtsc.test_fuzz import TEXTS, mutated

FRONTEND = Frontend()
CASES = sorted(Path(__file__).parents[1].glob("golden/check/*.jts"))
SLIPS = """strategy(“S”)
{
  indicators {
    x = 3 %;   // a share
    y = volume > 1e6
  }
  entry.long {
    if (.5 < x && y && !(40 < RSI(period: 14) < 60)) { buy(quantity = 5%) }
  }
}
"""
MEANT = """strategy("S") {
  indicators {
    x = 3%   // a share
    y = volume > 1_000_000
  }
  entry.long {
    when (0.5 < x AND y AND NOT (40 < RSI(period: 14) AND RSI(period: 14) < 60)) { buy(quantity: 5%) }
  }
}
"""


def errors(checked: Checked) -> int:
    return sum(each.severity is Severity.ERROR for each in checked.diagnostics)


def mended(text: str, unsafe: bool) -> Checked:
    return mend(Source.from_text(text), FRONTEND, unsafe).checked


def test_slips_in_one_another_are_all_mended() -> None:
    assert mended(SLIPS, unsafe=False).source.text == MEANT


def test_a_guess_is_made_only_if_wanted() -> None:
    text = rule("clsoe > open")
    assert mended(text, unsafe=False).source.text == text
    assert mended(text, unsafe=True).source.text == rule("close > open")


def test_a_fix_that_does_not_help_is_left_out() -> None:
    """No bracket at the end of the text closes one inside of a section."""
    text = rule("close > (open")
    assert mended(text, unsafe=True).source.text == text


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_twice_is_once_and_no_text_is_worse_for_it(file: Path, unsafe: bool) -> None:
    text = file.read_text("utf-8")
    before = FRONTEND.check(Source.from_text(text))
    once = mended(text, unsafe)
    assert mended(once.source.text, unsafe).source.text == once.source.text
    assert errors(once) <= errors(before)


def test_broken_texts_are_no_worse_for_it() -> None:
    """Of texts broken at random: as much parses as before, or more, and a second run changes nothing."""
    draw = random.Random(7)
    changed = 0
    for _ in range(60):
        text = mutated(draw)
        before, once = FRONTEND.check(Source.from_text(text)), mended(text, unsafe=True)
        unparsed = [sum(each.code < "JTS02" for each in checked.diagnostics) for checked in (before, once)]
        assert unparsed[1] <= unparsed[0]
        assert errors(before) or not errors(once)
        if once.source.text != before.source.text:
            changed += 1
            assert mended(once.source.text, unsafe=True).source.text == once.source.text
    assert changed > 5


def test_programs_without_a_problem_stay_as_they_are() -> None:
    for text in TEXTS:
        result = mend(Source.from_text(text), FRONTEND, unsafe=True)
        assert result.count == 0


@pytest.mark.parametrize("original", ["a\r\nb\r\n", "\ufeffa\nb\n", "\ufeffa\r\nb\r\n", "a\nb\n"])
def test_line_ends_and_byte_order_mark_stay(original: str) -> None:
    text = Source.from_text(original).text
    assert as_it_was(text, original) == original
