"""From the terms of an artifact to those of the account stage."""

from collections.abc import Sequence

import numpy as np

from jtsc.artifact import Artifact, Term
from runtime.domain.account_terms import ENTRY_FOLD, TERM, AccountTerms, AccountValue, TermKind

_LEDGER = {
    "equity": AccountValue.EQUITY,
    "cash": AccountValue.CASH,
    "positions": AccountValue.POSITIONS,
    "position.quantity": AccountValue.QUANTITY,
    "position.entry_price": AccountValue.ENTRY_PRICE,
    "position.unrealized_return": AccountValue.UNREALIZED_RETURN,
    "position.pnl": AccountValue.PNL,
    "position.bars_held": AccountValue.BARS_HELD,
}
# Kind in the artifact -> kind in the account stage, and how many numbers it takes off the stack.
_OPERATIONS = {
    "+": (TermKind.ADD, 2),
    "-": (TermKind.SUBTRACT, 2),
    "*": (TermKind.MULTIPLY, 2),
    "/": (TermKind.DIVIDE, 2),
    "negative": (TermKind.NEGATIVE, 1),
    "<": (TermKind.LESS, 2),
    "<=": (TermKind.AT_MOST, 2),
    ">": (TermKind.GREATER, 2),
    ">=": (TermKind.AT_LEAST, 2),
    "==": (TermKind.EQUAL, 2),
    "!=": (TermKind.UNEQUAL, 2),
    "AND": (TermKind.AND, 2),
    "OR": (TermKind.OR, 2),
    "NOT": (TermKind.NOT, 1),
    "between": (TermKind.BETWEEN, 3),
    "choice": (TermKind.CHOICE, 3),
    "max": (TermKind.LARGEST, 2),
    "min": (TermKind.SMALLEST, 2),
    "abs": (TermKind.SIZE, 1),
}
Span = tuple[int, int]


def account_terms(artifact: Artifact, settled: Sequence[float]) -> tuple[AccountTerms, list[Span]]:
    """Return the terms of an artifact, and of each rule where its own begin and end.

    Args:
        settled: the kernel's fixed values for the parameters of the run.
    """
    records: list[tuple[int, int, float]] = []
    deepest = 0

    def append(terms: Sequence[Term]) -> Span:
        nonlocal deepest
        begin, depth = len(records), 0
        for term in terms:
            record, taken = _record(term, settled)
            records.append(record)
            depth += 1 - taken
            deepest = max(deepest, depth)
        return begin, len(records)

    spans = [append(rule.when) for rule in artifact.rules]
    folds = [(*append(fold.initial), *append(fold.following)) for fold in artifact.entry_folds]
    return AccountTerms(np.array(records, TERM), np.array(folds, ENTRY_FOLD), deepest), spans


def _record(term: Term, settled: Sequence[float]) -> tuple[tuple[int, int, float], int]:
    match term.kind:
        case "payload":
            return (TermKind.PAYLOAD, term.index, 0.0), 0
        case "fixed":
            return (TermKind.NUMBER, 0, settled[term.index]), 0
        case "fold":
            return (TermKind.FOLD, term.index, 0.0), 0
        case "ledger":
            return (TermKind.LEDGER, _LEDGER[term.name], 0.0), 0
    kind, taken = _OPERATIONS[term.kind]
    return (kind, 0, 0.0), taken
