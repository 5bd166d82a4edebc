"""The algebra of masks."""

from jtsc.ir.mir import Builder, Id, Mir, Op, rebuild
from jtsc.typesys.types import DECISION_CLOCK


def simplify_masks(mir: Mir) -> Mir:
    """Drop constants and repetitions from `and`, `or` and `and_not`.

    What stands on a coarser clock stays there even where it is constant: before that clock's first bar
    it is unknown.
    """
    return rebuild(mir, _simplify)


def _simplify(op: Op, builder: Builder) -> Id:
    simple = _simpler(op, builder) if op.name in ("and", "or", "and_not") else None
    if simple is None or (op.clock > DECISION_CLOCK and builder[simple].is_fixed):
        return builder.add(op)
    return simple


def _simpler(op: Op, builder: Builder) -> Id | None:
    left, right = op.args
    known_left, known_right = (_known(builder[arg]) for arg in op.args)
    if op.name == "and":
        if left == right or known_right is True or known_left is False:
            return left
        if known_left is True or known_right is False:
            return right
    elif op.name == "or":
        if left == right or known_right is False or known_left is True:
            return left
        if known_left is False or known_right is True:
            return right
    elif known_right is False or known_left is False:
        return left
    return None


def _known(op: Op) -> bool | None:
    return bool(op.immediates[0]) if op.name == "mask" else None
