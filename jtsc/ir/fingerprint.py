"""Hashes of what the values of a program are, whatever order or names its text gives them."""

from hashlib import blake2b

from jtsc.ir.mir import Mir


def fingerprints(mir: Mir) -> list[str]:
    """Return a hash of each operation, made of what it does and of the hashes of what it does it to.

    Equal values have equal ones in every program: those of a program do not depend on what else is in it, nor
    on the order of its definitions. A parameter is known by its name.
    """
    found: list[str] = []
    for op in mir.ops:
        what = (mir.parameters[int(str(op.immediates[0]))],) if op.name == "param" else op.immediates
        facts = (op.name, op.kind.value, op.clock, what, [found[arg] for arg in op.args])
        found.append(blake2b(repr(facts).encode(), digest_size=10).hexdigest())
    return found
