"""MIR: the market part of a strategy, one operation a node, each value defined before it is used.

Booleans with an unknown are two masks: where they are true, and where they are false; na is neither.
Values carry the clock on which they move. A program's meaning does not depend on spans and hints, and its
hash leaves them out: renaming or reformatting a strategy gives the same kernel.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import blake2b

from jtsc.ir.account import AccountPart
from jtsc.source import Span
from jtsc.typesys.signature import KernelCall
from jtsc.typesys.types import NO_CLOCK


class Kind(StrEnum):
    FLOAT = "float"  # float64, NaN is na
    WHOLE = "whole"  # int64
    MASK = "mask"  # bool
    TUPLE = "tuple"  # the outputs of a kernel's step


Id = int
Immediate = int | float | str | bool | KernelCall


@dataclass(frozen=True, slots=True)
class Op:
    """`name` is a row of the table in `ops.py`; `args` are ids of earlier operations."""

    name: str
    kind: Kind
    clock: int
    args: tuple[Id, ...] = ()
    immediates: tuple[Immediate, ...] = ()
    span: Span | None = field(default=None, compare=False)
    hint: str = field(default="", compare=False)  # a name from the source

    @property
    def is_fixed(self) -> bool:
        """True if the value is the same on every bar of a run."""
        return self.clock == NO_CLOCK


@dataclass(frozen=True, slots=True)
class Mir:
    """`rules` are masks on the decision clock, those of alerts last; `payloads` are numbers on it,
    `fixed` ones known before the run.

    `crosses[k]` says of which payload, and by which function, the column `cross_k` is made over all symbols.
    """

    ops: tuple[Op, ...]
    rules: tuple[Id, ...]
    payloads: tuple[Id, ...]
    fixed: tuple[Id, ...]
    parameters: tuple[str, ...] = field(compare=False)
    clocks: int = 1
    crosses: tuple[tuple[str, int], ...] = ()
    account: AccountPart = field(default_factory=AccountPart)

    @property
    def outputs(self) -> tuple[Id, ...]:
        return (*self.rules, *self.payloads, *self.fixed)

    def digest(self) -> str:
        """Return a hash of what the program means."""
        facts = (
            [(op.name, op.kind.value, op.clock, op.args, op.immediates) for op in self.ops],
            self.rules,
            self.payloads,
            self.fixed,
            len(self.parameters),
            self.clocks,
            self.crosses,
            self.account,
        )
        return blake2b(repr(facts).encode(), digest_size=10).hexdigest()


class Builder:
    """Collects operations; an operation equal to an earlier one is that one."""

    def __init__(self) -> None:
        self._ops: list[Op] = []
        self._ids: dict[tuple[object, ...], Id] = {}

    def add(self, op: Op) -> Id:
        # The type of an immediate matters: 1, 1.0 and True are equal in Python, and so are 0.0 and -0.0.
        key = (op.name, op.kind, op.clock, op.args, repr(op.immediates))
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = len(self._ops)
            self._ops.append(op)
        return found

    def __getitem__(self, id: Id) -> Op:
        return self._ops[id]

    def ops(self) -> tuple[Op, ...]:
        return tuple(self._ops)


def rebuild(mir: Mir, rewrite: Callable[[Op, Builder], Id]) -> Mir:
    """Return the program with each operation replaced by what `rewrite` adds, arguments first."""
    builder = Builder()
    moved: dict[Id, Id] = {}
    for id, op in enumerate(mir.ops):
        moved[id] = rewrite(replace(op, args=tuple(moved[arg] for arg in op.args)), builder)
    return replace(
        mir,
        ops=builder.ops(),
        rules=tuple(moved[id] for id in mir.rules),
        payloads=tuple(moved[id] for id in mir.payloads),
        fixed=tuple(moved[id] for id in mir.fixed),
    )


def on_clock(mir: Mir, clock: int) -> Iterator[tuple[Id, Op]]:
    """Yield the operations of one clock in order."""
    return ((id, op) for id, op in enumerate(mir.ops) if op.clock == clock)
