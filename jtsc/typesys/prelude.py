"""Reading `stdlib/prelude/*.jts`: the declarations of every built-in.

The files are cut by their declaring lines; a declaration is parsed when it is first asked for, so a check
pays only for the built-ins a strategy uses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jtsc.errors import InternalError
from jtsc.syntax.ast import Expr
from jtsc.syntax.parser import parse_expression
from jtsc.typesys.signature import Kernel, KernelCall, Parameter, ParameterKind, Signature, Slot, SlotKind
from jtsc.typesys.types import Unit

_DECLARATION = re.compile(
    r"(?P<doc>(?:^///[^\n]*\n)*)"
    r"^(?P<category>column|figure|ledger|value|constant|fn|math|cross|indicator|member|account)"
    r" (?P<name>\w+(?:\.\w+)?)(?P<head>[^\n]*)\n"
    r"(?P<body>(?:^    [^\n]*\n)*)",
    re.MULTILINE,
)
_ANNOTATED = {
    kind.value: kind
    for kind in (
        SlotKind.UNITS,
        SlotKind.FLOAT_UNITS,
        SlotKind.INT,
        SlotKind.FLOAT,
        SlotKind.INTS,
        SlotKind.FLOATS,
    )
}
_SUPPLIED = {kind.value: kind for kind in (SlotKind.LEAVING, SlotKind.RUN, SlotKind.BAR, SlotKind.SCALE)}


@cache
def _declarations() -> dict[str, tuple[str, re.Match[str]]]:
    found: dict[str, tuple[str, re.Match[str]]] = {}
    for file in sorted(resources.files("stdlib").joinpath("prelude").iterdir(), key=lambda file: file.name):
        for match in _DECLARATION.finditer(file.read_text("utf-8")):
            if match["name"] in found:
                raise InternalError(f"{match['name']} is declared twice in the prelude")
            found[match["name"]] = (file.name, match)
    return found


def builtin_names(*categories: str) -> list[str]:
    """Return the names of the built-ins of these categories, of all if none is named."""
    declared = _declarations().items()
    return [name for name, (_, match) in declared if not categories or match["category"] in categories]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the prelude writes behind a name, and the lines below it by their first word."""

    head: str
    facts: Mapping[str, str]


def declaration(name: str) -> Declaration:
    """Return the declaration of a built-in as it is written."""
    _, match = _declarations()[name]
    lines = (line.strip().split(None, 1) for line in match["body"].splitlines())
    return Declaration(match["head"], dict(lines))


def builtin_members(name: str) -> list[str]:
    """Return what may follow `name` and a point where that is a built-in (`session.high`); else nothing."""
    members = (member.partition(".") for member in builtin_names("member", "ledger"))
    return [member for of, _, member in members if of == name]


@cache
def find_builtin(name: str) -> Signature | None:
    """Return the signature of a built-in; indicators may be written in all lower case too."""
    declared = _declarations().get(name) or (_declarations().get(name.upper()) if name.islower() else None)
    return _signature(*declared) if declared else None


def _signature(file: str, match: re.Match[str]) -> Signature:
    category, head = match["category"], match["head"]
    doc = " ".join(line.removeprefix("///").strip() for line in match["doc"].splitlines())
    if category in ("column", "figure", "ledger"):
        return Signature(
            match["name"], category, doc, results=(("", Unit(head.lstrip(": ").strip())),), declared_in=file
        )
    if category == "constant":
        unit, _, body = head.partition("=")
        return Signature(
            match["name"],
            category,
            doc,
            results=(("", Unit(unit.strip(": "))),),
            body=parse_expression(body.strip()),
            declared_in=file,
        )
    if category in ("value", "fn"):
        parameters, _, body = head.rpartition(") =") if category == "fn" else ("", "", head.partition("=")[2])
        return Signature(
            match["name"],
            category,
            doc,
            _parameters(parameters),
            body=parse_expression(body.strip()),
            declared_in=file,
        )
    parameters, _, results = head.partition("->")
    signature = Signature(
        match["name"], category, doc, _parameters(parameters), _results(results), declared_in=file
    )
    if category in ("account", "math", "cross"):
        return signature
    return Signature(
        signature.name,
        category,
        doc,
        signature.parameters,
        signature.results,
        _kernel(match["body"], signature),
        None,
        file,
    )


def _parameters(text: str) -> tuple[Parameter, ...]:
    parameters = []
    for part in filter(None, (part.strip() for part in text.strip().strip("()").split(","))):
        name, _, rest = part.partition(":")
        kind, _, default = rest.partition("=")
        texts = tuple(text.strip() for text in kind.split("|")) if "|" in kind else ()
        parameters.append(
            Parameter(
                name.strip(),
                ParameterKind.TEXT if texts else ParameterKind(kind.strip()),
                parse_expression(default) if default else None,
                texts,
            )
        )
    return tuple(parameters)


def _results(text: str) -> tuple[tuple[str, Unit | None], ...]:
    results = []
    for part in text.split(","):
        name, _, unit = part.rpartition(":")
        unit = unit.strip()
        results.append((name.strip(), None if unit == "source" else Unit(unit)))
    return tuple(results)


def _kernel(body: str, signature: Signature) -> Kernel:
    lines = dict(line.strip().split(None, 1) for line in body.splitlines())
    series = tuple(p.name for p in signature.parameters if p.kind is ParameterKind.SERIES)
    columns = lines.get("inputs")
    inputs = tuple(name.strip() for name in columns.split(",")) if columns else series

    def expression(key: str) -> Expr:
        return parse_expression(lines[key])

    return Kernel(
        module=lines["module"],
        inputs=inputs,
        step=_call(lines["step"]),
        grid=_call(lines["grid"]) if "grid" in lines else None,
        length=expression("length") if "length" in lines else None,
        defined=expression("defined"),
        settled=expression("settled"),
        sessions=expression("sessions") if "sessions" in lines else None,
    )


def _call(text: str) -> KernelCall:
    match = re.fullmatch(r"(\w+)\((.*)\) -> (.*)", text.strip())
    if match is None:
        raise InternalError(f"the prelude's kernel call {text!r} is malformed")
    slots = []
    for part in match[2].split(","):
        name, _, kind = (piece.strip() for piece in part.partition(":"))
        slots.append(Slot(_ANNOTATED[kind] if kind else _SUPPLIED.get(name, SlotKind.INPUT), name))
    return KernelCall(match[1], tuple(slots), tuple(output.strip() for output in match[3].split(",")))
