"""HIR to MIR, and from MIR to better MIR: one pass a file.

A pass is a pure function `Mir -> Mir` that keeps every decision bit for bit. The order is the tuple below;
the program is verified after each.
"""

from collections.abc import Callable, Iterator

from jtsc.ir import hir
from jtsc.ir.mir import Mir
from jtsc.ir.verify import verify_mir
from jtsc.passes.drop_unused import drop_unused
from jtsc.passes.fold_constants import fold_constants
from jtsc.passes.lower import lower_program
from jtsc.passes.simplify_masks import simplify_masks

PASSES: tuple[tuple[str, Callable[[Mir], Mir]], ...] = (
    ("fold_constants", fold_constants),  # first: what is known now makes masks constant
    ("simplify_masks", simplify_masks),  # needs folded comparisons
    ("drop_unused", drop_unused),  # last: what the others made needless
)
PASS_NAMES = ("lower", *(name for name, _ in PASSES))


def run_passes(program: hir.Program) -> Iterator[tuple[str, Mir]]:
    """Yield the program after lowering and after each pass, verified each time."""
    mir = lower_program(program)
    verify_mir(mir, "lower")
    yield "lower", mir
    for name, transform in PASSES:
        mir = transform(mir)
        verify_mir(mir, name)
        yield name, mir
