"""Broken texts: the front end answers each, in time, and every answer can be shown."""

import random
import time
from pathlib import Path

import pytest

from jtsc.diagnostics.render import render_json, render_text
from jtsc.frontend import Frontend
from jtsc.source import Source

ROOT = Path(__file__).parents[2]
TEXTS = [file.read_text("utf-8") for file in sorted(ROOT.glob("strategies/*.jts"))]
WORDS = """
strategy ( ) { } [ ] , : = == < > + - * / % . .. " // /* */ \\ 5 5% 0.5 1d 09:10 25:99 2025-13-01 1_000 KRW x
close SMA MACD period when on if then else NOT AND crosses above between buy quantity all params indicators
entry.long timeframes surge_detection 단기 @ 007 5min 99999999999999999999 ½ x²
"""
PIECES = [*WORDS.split(), "\n", "\t", "\u3000", "\0", "\u2028", "\r"]
SLOWEST_S = 1.0  # far above what any of these takes


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


def soup(draw: random.Random) -> str:
    start = draw.choice(["", 'strategy("S") { entry.long { when (', 'strategy("S") { indicators { x = '])
    return start + " ".join(draw.choices(PIECES, k=draw.randint(1, 80)))


@pytest.mark.parametrize("make", [mutated, soup])
def test_any_text_is_answered(make) -> None:
    draw = random.Random(20240115)
    frontend = Frontend()
    for _ in range(250):
        text = make(draw)
        start = time.process_time()
        checked = frontend.check(Source.from_text(text))
        assert time.process_time() - start < SLOWEST_S, text
        for diagnostic in checked.diagnostics:
            assert render_text(diagnostic, checked.source)
            shown = render_json(diagnostic, checked.source)
            assert 0 <= shown["offset"] <= shown["end_offset"] <= len(checked.source.text)  # type: ignore[operator]
