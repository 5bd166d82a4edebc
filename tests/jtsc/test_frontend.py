"""What is remembered between two texts, and that places stay right."""

import subprocess
import sys
from unittest.mock import patch

import jtsc.syntax.program
from jtsc.frontend import Frontend
from jtsc.source import Source
from jtsc.syntax.parser import parse_body

PARTS = [
    "  params { n = 5 }\n",
    "  indicators { x = SMA(period: n) }\n",
    "  entry.long { when (close > x) { buy(quantity: 5%) } }\n",
    "  exit.long { when (close < opn) { sell(quantity: all) } }\n",
    "  risk_management { stop_loss = 3% }\n",
]


def text_of(parts: list[str]) -> Source:
    return Source.from_text('strategy("S") {\n' + "".join(parts) + "}\n")


def parsed_and_reused(frontend: Frontend, parts: list[str]) -> tuple[int, int]:
    with patch.object(jtsc.syntax.program, "parse_body", wraps=parse_body) as parse:
        frontend.check(text_of(parts))
    return parse.call_count, frontend._checked.reused


def test_an_edit_costs_what_it_touches() -> None:
    frontend = Frontend()
    checks = 4  # the declarations together, and each section that uses them
    assert parsed_and_reused(frontend, PARTS) == (5, 0)
    assert parsed_and_reused(frontend, PARTS) == (0, checks)
    quantity = [*PARTS[:2], PARTS[2].replace("5%", "6%"), *PARTS[3:]]
    assert parsed_and_reused(frontend, quantity) == (1, checks - 1)
    moved = [PARTS[0], PARTS[1].replace("{ ", "{\n\n"), *quantity[2:]]
    assert parsed_and_reused(frontend, moved) == (1, checks - 1)  # nothing that others see of it changed
    unit = [PARTS[0], PARTS[1].replace("SMA(period: n)", "RSI()"), *quantity[2:]]
    assert parsed_and_reused(frontend, unit) == (1, 0)


def test_a_reused_answer_is_that_of_a_fresh_check() -> None:
    frontend = Frontend()
    frontend.check(text_of(PARTS))
    edits = [
        [PARTS[0], "\n// one more line\n", *PARTS[1:]],
        [PARTS[0].replace("5", "0"), *PARTS[1:]],
        [*PARTS[:3], *PARTS[4:]],
        [*PARTS, "  exit.short { when (clos < 1) { cover(quantity: all) } }\n"],
        [PARTS[0], PARTS[1].replace("x =", "y ="), *PARTS[2:]],
        PARTS,
    ]
    for parts in edits:
        again, fresh = frontend.check(text_of(parts)), Frontend().check(text_of(parts))
        assert again == fresh


def test_places_move_with_the_text_above() -> None:
    frontend = Frontend()
    before = frontend.check(text_of(PARTS))
    after = frontend.check(text_of([PARTS[0], "// a line\n// another\n", *PARTS[1:]]))
    assert [d.code for d in before.diagnostics] == [d.code for d in after.diagnostics] == ["JTS0201"]
    lines = [each.source.start(each.diagnostics[0].span).line for each in (before, after)]
    assert lines[1] - lines[0] == 2
    assert after.source.excerpt(after.diagnostics[0].span) == "opn"


def test_check_loads_neither_numba_nor_numpy() -> None:
    program = (
        "import sys; from jtsc.cli import main\n"
        "try: main(['check', 'strategies/sma_crossover.jts'])\n"
        "except SystemExit as stop: assert not stop.code\n"
        "print(sorted({'numba', 'numpy', 'pyarrow', 'llvmlite', 'rich'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
