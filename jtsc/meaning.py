"""What a strategy means, part by part: so that two of them can be compared, and the difference told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from jtsc.codegen.warmup import WarmUp
from jtsc.driver import Rejected
from jtsc.files import read_strategy
from jtsc.frontend import Frontend
from jtsc.ir.account import Term, Terms
from jtsc.ir.dump import dump_tree
from jtsc.ir.fingerprint import fingerprints
from jtsc.ir.mir import Mir
from jtsc.ir.rename import rename_parameters
from jtsc.passes import run_passes
from jtsc.source import Source, Span


@dataclass(frozen=True, slots=True)
class Stated:
    """A part of a strategy: as its text says it, in one line, and a hash of what that is."""

    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """Hashes are equal where values are, in whichever strategy and order they stand.

    `conditions` and `actions` are of the rules in their order, `fixed` and `payloads` of the values that an
    artifact's `Value` points at. A definition's hash is of what itself says, not of what it refers to.
    """

    conditions: tuple[Stated, ...]
    actions: tuple[str, ...]
    fixed: tuple[str, ...]
    payloads: tuple[str, ...]
    limits: Mapping[str, str]
    definitions: Mapping[str, Stated]
    warmup: str


def read_meaning(path: Path, names: Mapping[str, str] | None = None) -> Meaning:
    """Return what the strategy of a file means, its parameters by the names that `names` gives for theirs.

    Raises:
        Rejected: it has errors.
        UserError: the file cannot be read.
    """
    checked = Frontend().check(Source.from_text(read_strategy(path), str(path)))
    if checked.hir is None:
        raise Rejected(checked.source, checked.diagnostics)
    program = rename_parameters(checked.hir, names or {})
    *_, (_, mir) = run_passes(program)
    hashes = fingerprints(mir)

    def text(span: Span) -> str:
        return " ".join(checked.source.excerpt(span).split())

    return Meaning(
        conditions=tuple(
            Stated(text(rule.condition.span), _with_account(hashes[id], terms, mir, hashes))
            for rule, id, terms in zip(program.rules, mir.rules, mir.account.conditions, strict=False)
        ),
        actions=tuple(text(rule.action.span) for rule in program.rules),
        fixed=tuple(hashes[id] for id in mir.fixed),
        payloads=tuple(hashes[id] for id in mir.payloads),
        limits={name: text(expr.span) for name, expr in program.limits.items()},
        definitions={
            name: Stated(text(binding.expr.span), _hash(dump_tree(binding.expr)))
            for name, binding in program.bindings.items()
        },
        warmup=_hash(repr(WarmUp(program).of_program())),
    )


def _with_account(market: str, terms: Terms, mir: Mir, hashes: Sequence[str]) -> str:
    """Return the hash of a condition: of its mask, and of what the account decides where it decides."""
    if not terms:
        return market

    def told(term: Term) -> str:
        if term.kind == "payload":
            return hashes[mir.payloads[term.index]]
        if term.kind == "fixed":
            return hashes[mir.fixed[term.index]]
        if term.kind == "fold":
            fold = mir.account.folds[term.index]
            # In a fold's own terms the term stands for the value before.
            following = ["itself" if each == term else told(each) for each in fold.following]
            return repr([*map(told, fold.initial), "then", *following])
        return term.name or term.kind

    return _hash(" ".join((market, *map(told, terms))))


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=10).hexdigest()
