"""Drop what no output needs."""

from dataclasses import replace

from jtsc.ir.mir import Mir


def drop_unused(mir: Mir) -> Mir:
    """Keep the operations that a rule, a payload or a fixed value depends on, in their order."""
    needed: set[int] = set()
    pending = list(mir.outputs)
    while pending:
        id = pending.pop()
        if id not in needed:
            needed.add(id)
            pending.extend(mir.ops[id].args)
    kept = [id for id in range(len(mir.ops)) if id in needed]
    moved = {id: place for place, id in enumerate(kept)}
    return replace(
        mir,
        ops=tuple(replace(mir.ops[id], args=tuple(moved[arg] for arg in mir.ops[id].args)) for id in kept),
        rules=tuple(moved[id] for id in mir.rules),
        payloads=tuple(moved[id] for id in mir.payloads),
        fixed=tuple(moved[id] for id in mir.fixed),
    )
