"""Broken texts: the front end answers each, and every answer can be shown."""

import random
import re
from pathlib import Path

import pytest

from jtsc.diagnostics.render import render_json, render_text
from jtsc.frontend import Frontend
from jtsc.source import Source

ROOT = Path(__file__).parents[2]
FILES = [*ROOT.glob("strategies/*.jts"), *ROOT.glob("tests/property/programs/*.jts")]
TEXTS = [file.read_text("utf-8") for file in sorted(FILES)]
WORDS = """
strategy ( ) { } [ ] , : = == < > + - * / % . .. " // /* */ \\ 5 5% 0.5 1d 09:10 25:99 2025-13-01 1_000 KRW x
close SMA MACD period when on if then else NOT AND crosses above between buy quantity all params indicators
entry.long timeframes surge_detection 단기 @ 007 5min 99999999999999999999 ½ x² var since fn
import test expect universe from where order by limit sources
alerts notify position.pnl session.high rank( top( tif stop
"""
PIECES = [*WORDS.split(), "\n", "\t", "\u3000", "\0", "\u2028", "\r"]
NOISE = "\u202e\u200b\ufeff\u0301\U0001f4c8가ｆ١﷽\ud7a3\x7f\u00a0\U0010ffff"
TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)


def mutated(draw: random.Random) -> str:
    text = draw.choice(TEXTS)
    for _ in range(draw.randint(1, 8)):
        at, other = (draw.randrange(len(text) + 1) for _ in range(2))
        length = draw.randint(1, 40)
        text = draw.choice(
            [
                text[:at] + text[at + length :],
                text[:at] + draw.choice(PIECES) + text[at:],
                text[:at] + text[other : other + length] + text[at:],
            ]
        )
    return text


def shuffled(draw: random.Random) -> str:
    """Return a program some of whose tokens are swapped, doubled, left out, or taken from another program."""
    tokens, others = (TOKEN.findall(draw.choice(TEXTS)) for _ in range(2))
    for _ in range(draw.randint(1, 6)):
        at, other = (draw.randrange(len(tokens)) for _ in range(2))
        match draw.randrange(4):
            case 0:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 1:
                tokens.insert(at, tokens[other])
            case 2:
                tokens[at] = ""
            case 3:
                tokens[at] = draw.choice(others)
    return "".join(tokens)


def noisy(draw: random.Random) -> str:
    """Return a program, often cut short, with characters in it that look like nothing or like others."""
    text = draw.choice(TEXTS)
    text = text[: draw.randrange(len(text) + 1)] if draw.random() < 0.5 else text
    for _ in range(draw.randint(0, 5)):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice([draw.choice(NOISE), chr(draw.randrange(0xD800))]) + text[at:]
    return text


def soup(draw: random.Random) -> str:
    start = draw.choice(["", 'strategy("S") { entry.long { when (', 'strategy("S") { indicators { x = '])
    return start + " ".join(draw.choices(PIECES, k=draw.randint(1, 80)))


@pytest.mark.parametrize("texts", [200, pytest.param(2500, marks=pytest.mark.long)])
@pytest.mark.parametrize("make", [mutated, shuffled, noisy, soup])
def test_any_text_is_answered(make, texts: int) -> None:
    draw = random.Random(20240115)
    frontend = Frontend()
    for _ in range(texts):
        checked = frontend.check(Source.from_text(make(draw)))
        for diagnostic in checked.diagnostics:
            assert render_text(diagnostic, checked.source)
            shown = render_json(diagnostic, checked.source)
            assert 0 <= shown["offset"] <= shown["end_offset"] <= len(checked.source.text)  # type: ignore[operator]
