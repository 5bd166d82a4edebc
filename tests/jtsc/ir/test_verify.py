"""Each kind of broken program is refused, and the pass to blame is named."""

from dataclasses import replace

import pytest

from jtsc.errors import InternalError
from jtsc.ir.mir import Kind, Mir, Op
from jtsc.ir.verify import verify_mir
from jtsc.typesys.types import NO_CLOCK

CLOSE = Op("column", Kind.FLOAT, 0, (), ("close",))
COARSE = Op("column", Kind.FLOAT, 1, (), ("close",))
ONE = Op("const", Kind.FLOAT, NO_CLOCK, (), (1.0,))
ABOVE = Op("gt", Kind.MASK, 0, (0, 1))
SOUND = Mir((CLOSE, ONE, ABOVE), rules=(2,), payloads=(0,), fixed=(1,), parameters=(), clocks=2)


def with_ops(*ops: Op) -> Mir:
    return Mir(ops, (), (), (), (), clocks=2)


def test_sound_program_passes() -> None:
    verify_mir(SOUND, "test")
    verify_mir(
        with_ops(COARSE, Op("align", Kind.FLOAT, 0, (0,)), CLOSE, Op("lt", Kind.MASK, 0, (1, 2))), "test"
    )


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (with_ops(replace(CLOSE, name="colum")), "no such operation"),
        (with_ops(replace(ABOVE, args=(1, 2)), CLOSE, ONE), "not defined before"),
        (with_ops(CLOSE, ONE, replace(ABOVE, args=(0, 2))), "not defined before"),
        (with_ops(CLOSE, ONE, replace(ABOVE, args=(0, -1))), "not defined before"),
        (with_ops(CLOSE, ONE, ABOVE, Op("add", Kind.FLOAT, 0, (0, 2))), "takes"),
        (with_ops(CLOSE, Op("neg", Kind.FLOAT, 0, (0, 0))), "takes"),
        (with_ops(CLOSE, ONE, replace(ABOVE, kind=Kind.FLOAT)), "gives mask"),
        (with_ops(replace(CLOSE, immediates=())), "immediates"),
        (with_ops(replace(ONE, immediates=(1.0, 2.0))), "immediates"),
        (with_ops(replace(CLOSE, clock=2)), "clock 2 of 2"),
        (with_ops(replace(CLOSE, clock=-2)), "clock -2"),
        (with_ops(CLOSE, COARSE, ABOVE), "its arguments on"),
        (with_ops(CLOSE, Op("neg", Kind.FLOAT, NO_CLOCK, (0,))), "its arguments on"),
        (with_ops(CLOSE, Op("align", Kind.FLOAT, 0, (0,))), "decision clock"),
        (with_ops(COARSE, Op("align", Kind.FLOAT, 1, (0,))), "decision clock"),
        (replace(SOUND, rules=(0,)), "no rule"),
        (replace(SOUND, rules=(3,)), "no rule"),
        (replace(SOUND, payloads=(2,)), "no payload"),
        (replace(SOUND, fixed=(0,)), "no fixed value"),
        (Mir((COARSE,), (), (0,), (), (), clocks=2), "no payload"),
    ],
)
def test_broken_program_is_refused(broken: Mir, why: str) -> None:
    with pytest.raises(InternalError, match=rf"after pass blamed.*{why}"):
        verify_mir(broken, "blamed")
