"""From the terms of an artifact to those of the account stage."""

from collections.abc import Iterator, Sequence

import numpy as np

from jtsc.artifact import Alert, Artifact, Rule, Term
from runtime.domain.account_terms import (
    ALERT,
    ENTRY_FOLD,
    MESSAGE,
    TERM,
    AccountTerms,
    AccountValue,
    TermKind,
)

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
Told = tuple[int, int, int, int]  # where the terms of a condition, and its messages, begin and end


def account_terms(artifact: Artifact, settled: Sequence[float]) -> tuple[AccountTerms, list[Told]]:
    """Return the terms of an artifact, and of each rule what is its own.

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

    told = [(*append(each.when), *span) for each, span in _with_messages(artifact)]
    folds = [(*append(fold.initial), *append(fold.following)) for fold in artifact.entry_folds]
    messages = [
        (*append(message.terms), sum(part.kind == "value" for part in message.parts))
        for message in artifact.messages
    ]
    rules = len(artifact.rules)
    terms = AccountTerms(
        terms=np.array(records, TERM),
        folds=np.array(folds, ENTRY_FOLD),
        alerts=np.array(told[rules:], ALERT),
        messages=np.array(messages, MESSAGE),
        deepest=deepest,
    )
    return terms, told[:rules]


def _with_messages(artifact: Artifact) -> Iterator[tuple[Rule | Alert, Span]]:
    """Yield the rules, then the alerts, each with where its messages begin and end."""
    first = 0
    for each in artifact.watched:
        end = first + len(each.messages)
        yield each, (first, end)
        first = end


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
