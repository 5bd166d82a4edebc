"""What must hold of every MIR program, after every pass."""

from jtsc.errors import InternalError
from jtsc.ir.mir import Kind, Mir, Op
from jtsc.ir.ops import OPS
from jtsc.typesys.types import DECISION_CLOCK, NO_CLOCK


def verify_mir(mir: Mir, after: str) -> None:
    """Raise `InternalError` if the program is not well formed: `after` names the pass to blame."""
    for id, op in enumerate(mir.ops):
        problem = _problem(mir, id, op)
        if problem:
            raise InternalError(f"after pass {after}: %{id} {op.name}: {problem}")
    wanted = [
        *((id, Kind.MASK, DECISION_CLOCK, "rule") for id in mir.rules),
        *((id, Kind.FLOAT, DECISION_CLOCK, "payload") for id in mir.payloads),
        *((id, Kind.FLOAT, NO_CLOCK, "fixed value") for id in mir.fixed),
    ]
    for id, kind, clock, what in wanted:
        if (
            not 0 <= id < len(mir.ops)
            or mir.ops[id].kind is not kind
            or mir.ops[id].clock not in (clock, NO_CLOCK)
        ):
            raise InternalError(f"after pass {after}: %{id} is no {what}")


def _problem(mir: Mir, id: int, op: Op) -> str:
    rule = OPS.get(op.name)
    if rule is None:
        return "no such operation"
    if any(not 0 <= arg < id for arg in op.args):
        return "an argument is not defined before it"
    args = [mir.ops[arg] for arg in op.args]
    if rule.takes is not None and tuple(arg.kind for arg in args) != rule.takes:
        return f"takes {[str(kind) for kind in rule.takes]}, not {[str(arg.kind) for arg in args]}"
    if rule.gives is not None and op.kind is not rule.gives:
        return f"gives {rule.gives}, not {op.kind}"
    if len(op.immediates) != rule.immediates:
        return f"has {len(op.immediates)} immediates, not {rule.immediates}"
    if not NO_CLOCK <= op.clock < mir.clocks:
        return f"stands on clock {op.clock} of {mir.clocks}"
    clocks = {arg.clock for arg in args if not arg.is_fixed}
    if rule.crosses_clocks:
        return (
            ""
            if op.clock == DECISION_CLOCK and DECISION_CLOCK not in clocks
            else "does not lead to the decision clock"
        )
    if clocks - {op.clock}:
        return f"stands on clock {op.clock}, its arguments on {sorted(clocks)}"
    return ""
