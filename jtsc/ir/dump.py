"""Stable text of trees and programs, for people and golden tests."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from jtsc.ir.account import Term
from jtsc.ir.mir import Mir, Op
from jtsc.source import Span
from jtsc.typesys.signature import KernelCall, Signature
from jtsc.typesys.types import NO_CLOCK, Type

_INDENT = "  "


def dump_tree(node: object) -> str:
    """Return a syntax tree or HIR as an indented text, without places."""
    return "\n".join(_lines(node, ""))


def dump_mir(mir: Mir) -> str:
    """Return a MIR program, one operation a line."""
    lines = [f"params {', '.join(mir.parameters)}"] if mir.parameters else []
    lines += [f"%{id} = {_operation(op)}" for id, op in enumerate(mir.ops)]
    for what, ids in (("rule", mir.rules), ("payload", mir.payloads), ("fixed", mir.fixed)):
        lines += [f"{what} {index}: %{id}" for index, id in enumerate(ids)]
    parts = [(f"account {index}", terms) for index, terms in enumerate(mir.account.conditions) if terms]
    for index, fold in enumerate(mir.account.folds):
        parts += [(f"fold {index} initial", fold.initial), (f"fold {index} following", fold.following)]
    parts += [(f"message {index}", terms) for index, terms in enumerate(mir.account.messages) if terms]
    lines += [f"{what}: {' '.join(map(_term, terms))}" for what, terms in parts]
    return "\n".join(lines)


def _term(term: Term) -> str:
    if term.kind in ("payload", "fixed", "fold"):
        return f"{term.kind}[{term.index}]"
    return term.name or term.kind


def _operation(op: Op) -> str:
    given = [_immediate(immediate) for immediate in op.immediates] + [f"%{arg}" for arg in op.args]
    clock = "" if op.clock == NO_CLOCK else f" @{op.clock}"
    hint = f"  ; {op.hint}" if op.hint else ""
    return f"{op.name} {', '.join(given)} : {op.kind}{clock}{hint}".replace("  :", " :")


def _immediate(immediate: object) -> str:
    return immediate.function if isinstance(immediate, KernelCall) else repr(immediate)


def _lines(node: object, indent: str) -> Iterator[str]:
    if isinstance(node, tuple | list):
        for item in node:
            yield from _lines(item, indent)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield f"{indent}{key}:"
            yield from _lines(value, indent + _INDENT)
    elif is_dataclass(node) and not isinstance(node, type):
        plain, nested = [], []
        for each in fields(node):
            value = getattr(node, each.name)
            if isinstance(value, Span) or (each.name == "text" and hasattr(node, "statements")):
                continue
            if isinstance(value, Signature):
                plain.append(value.name)
            elif isinstance(value, Type):
                plain.append(_type(value))
            elif (is_dataclass(value) or isinstance(value, tuple | Mapping)) and value:
                nested.append((each.name, value))
            elif value is not None and value is not False and value not in ("", ()):
                plain.append(f"{each.name}={str(value) if isinstance(value, Enum) else value!r}")
        yield f"{indent}{type(node).__name__} {' '.join(plain)}".rstrip()
        for name, value in nested:
            yield f"{indent}{_INDENT}{name}"
            yield from _lines(value, indent + _INDENT * 2)
    else:
        yield f"{indent}{node!r}"


def _type(found: Type) -> str:
    clock = "" if found.clock == NO_CLOCK else f" @{found.clock}"
    return f"<{found.unit} {found.stage.name.lower()}{clock}>"
