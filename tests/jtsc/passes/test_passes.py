"""Each pass does what it says, and the program decides the same before and after it."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from jtsc.codegen.describe import describe
from jtsc.codegen.emit_python import emit_python
from jtsc.codegen.warmup import WarmUp
from jtsc.frontend import Checked
from jtsc.ir.dump import dump_mir
from jtsc.ir.mir import Kind, Mir, Op
from jtsc.passes import PASS_NAMES, run_passes
from jtsc.passes.drop_unused import drop_unused
from jtsc.passes.fold_constants import fold_constants
from jtsc.passes.simplify_masks import simplify_masks
from jtsc.typesys.types import NO_CLOCK
from tests.jtsc.checked import check, optimised, rule
from tests.property.conftest import interpreted_text
from tests.property.markets import random_market
from tests.property.walks import Answers, walk_columns

ROOT = Path(__file__).parents[3]
PROGRAMS = [
    *(ROOT / "tests/property/programs").glob("*.jts"),
    ROOT / "strategies" / "multi_timeframe_momentum.jts",
    ROOT / "tests/golden/ir/constants.jts",
]


def decisions(checked: Checked, mir: Mir) -> Answers:
    """Emit a program at any stage and run it as plain Python."""
    assert checked.hir is not None
    emitted = emit_python(mir, "test", WarmUp(checked.hir).of_program(), checked.source)
    module = interpreted_text(emitted.text)
    return walk_columns(module, describe(checked, mir, emitted, "test", "test.py"), random_market(21))


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.stem)
def test_every_pass_keeps_every_decision(file: Path) -> None:
    checked = check(file.read_text("utf-8"))
    assert checked.hir is not None
    stages = dict(run_passes(checked.hir))
    assert tuple(stages) == PASS_NAMES
    lowered = decisions(checked, stages["lower"])
    for name in PASS_NAMES[1:]:
        assert decisions(checked, stages[name]).same_as(lowered), name


def constants(operation: str, *values: float) -> object:
    """Return what folding makes of an operation over constants."""
    ops = tuple(Op("const", Kind.FLOAT, NO_CLOCK, (), (value,)) for value in values)
    kind = Kind.MASK if operation in ("lt", "le", "gt", "ge", "eq") else Kind.FLOAT
    root = Op(operation, kind, NO_CLOCK, tuple(range(len(values))))
    (result,) = fold_constants(Mir((*ops, root), (len(values),), (), (), ())).rules
    folded = fold_constants(Mir((*ops, root), (len(values),), (), (), ())).ops[result]
    assert folded.name in ("const", "mask")
    return folded.immediates[0]


@pytest.mark.parametrize(
    ("operation", "values", "result"),
    [
        ("add", (0.1, 0.2), 0.1 + 0.2),
        ("sub", (1.0, 3.0), -2.0),
        ("div", (1.0, 4.0), 0.25),
        ("neg", (2.0,), -2.0),
        ("lt", (1.0, 2.0), True),
        ("lt", (math.nan, 2.0), False),
        ("ge", (math.nan, 2.0), False),
        ("eq", (0.0, -0.0), True),
    ],
)
def test_constants_are_folded(operation: str, values: tuple[float, ...], result: object) -> None:
    assert constants(operation, *values) == result


@pytest.mark.parametrize(
    ("operation", "values"), [("div", (1.0, 0.0)), ("mul", (1e300, 1e300)), ("div", (1e300, 1e-300))]
)
def test_folded_infinity_is_na(operation: str, values: tuple[float, ...]) -> None:
    assert math.isnan(constants(operation, *values))  # type: ignore[arg-type]


TRUE, FALSE = (Op("mask", Kind.MASK, NO_CLOCK, (), (value,)) for value in (True, False))
CLOSE = Op("column", Kind.FLOAT, 0, (), ("close",))
MASK = Op("gt", Kind.MASK, 0, (2, 2))


@pytest.mark.parametrize(
    ("name", "left", "right", "left_with"),
    [
        ("and", 3, 0, 3), ("and", 0, 3, 3), ("and", 3, 1, 1), ("and", 1, 3, 1), ("and", 3, 3, 3),
        ("or", 3, 0, 0), ("or", 0, 3, 0), ("or", 3, 1, 3), ("or", 1, 3, 3), ("or", 3, 3, 3),
        ("and_not", 3, 1, 3), ("and_not", 1, 3, 1),
        ("and_not", 0, 3, 4), ("and_not", 3, 3, 4),  # not among the pass's rules: kept
    ],
)  # fmt: skip
def test_masks_are_simplified(name: str, left: int, right: int, left_with: int) -> None:
    """0 is true, 1 is false, 3 a condition, 4 the operation itself."""
    mir = Mir((TRUE, FALSE, CLOSE, MASK, Op(name, Kind.MASK, 0, (left, right))), (4,), (), (), ())
    assert simplify_masks(mir).rules == (left_with,)


def test_constant_on_a_coarser_clock_stays_there() -> None:
    coarse = (TRUE, FALSE, replace(CLOSE, clock=1), replace(MASK, clock=1))
    mir = Mir(
        (*coarse, Op("or", Kind.MASK, 1, (3, 0)), Op("align_mask", Kind.MASK, 0, (4,))), (5,), (), (), (), 2
    )
    assert simplify_masks(mir) == mir


def test_unused_operations_are_dropped() -> None:
    mir = Mir((TRUE, FALSE, CLOSE, MASK), rules=(3,), payloads=(2,), fixed=(), parameters=())
    dropped = drop_unused(mir)
    assert dump_mir(dropped).splitlines()[0].startswith("%0 = column")
    assert (len(dropped.ops), dropped.rules, dropped.payloads) == (2, (1,), (0,))
    assert drop_unused(dropped) == dropped


NAMED = rule(
    "slow > close AND n > 1 OR b",
    "params { n = 5 }\nindicators {\n slow = SMA(period: n)\n b = close > slow[n]\n}",
)


@pytest.mark.parametrize(
    "same",
    [
        NAMED.replace("slow", "느린_평균"),
        NAMED.replace("\n", "\n\n// a comment\n"),
        NAMED.replace("(close > slow[n])", "close > slow[n]").replace(" > ", ">"),
        NAMED.replace('"S"', '"Other"'),
        NAMED.replace("indicators {", "indicators {\n unused = RSI()"),
        NAMED.replace("n = 5", "n = 7 in 3..9"),
        NAMED.replace(" AND ", " and ").replace("buy(quantity: 5%)", "buy(quantity: 5%, type: market)"),
    ],
)
def test_digest_is_of_the_meaning_alone(same: str) -> None:
    assert same != NAMED
    assert optimised(same).digest() == optimised(NAMED).digest()


@pytest.mark.parametrize(
    "other",
    [
        NAMED.replace("> 1", ">= 1"),
        NAMED.replace("> 1", "> 2"),
        NAMED.replace("slow >", "slow[1] >"),
        NAMED.replace("SMA(period: n)", "EMA(period: n)"),
        NAMED.replace("SMA(period: n)", "SMA(open, period: n)"),
        NAMED.replace("5%", "6%"),
        NAMED.replace("OR b", "AND b"),
    ],
)
def test_digest_tells_meanings_apart(other: str) -> None:
    assert other != NAMED
    assert optimised(other).digest() != optimised(NAMED).digest()
