"""The algebra of masks."""

from jtsc.ir.mir import Builder, Id, Mir, Op, rebuild


def simplify_masks(mir: Mir) -> Mir:
    """Drop constants and repetitions from `and`, `or` and `and_not`."""
    return rebuild(mir, _simplify)


def _simplify(op: Op, builder: Builder) -> Id:
    if op.name not in ("and", "or", "and_not"):
        return builder.add(op)
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
    return builder.add(op)


def _known(op: Op) -> bool | None:
    return bool(op.immediates[0]) if op.name == "mask" else None
