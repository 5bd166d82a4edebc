"""An expectation that does not hold, and the values that made it so."""

from collections.abc import Sequence

from rich.cells import cell_len

from runtime.backtest.report.value_text import value_text
from runtime.testing.expectations import expectation_text
from runtime.testing.results import Finding

_GAP = 2  # between columns


def headline(finding: Finding) -> str:
    """Return what was expected and what came of it: `expect streak == 3 at bar 3: false`."""
    return f"{expectation_text(finding.expectation)}: {value_text(finding.value, 'bool')}"


def value_table(finding: Finding) -> list[str]:
    """Return a line for each term, with its values at the bars around the one in question, or at the end."""
    rows = [[term.text, *(value_text(value, term.unit) for value in term.values)] for term in finding.terms]
    if finding.bars:
        numbers = (f"> {bar}" if bar == finding.expectation.bar else str(bar) for bar in finding.bars)
        rows.insert(0, ["bar", *numbers])
    return _aligned(rows)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines, the first column to the left and all others to the right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [first + " " * (widths[0] - cell_len(first))]
        cells += [
            " " * (_GAP + width - cell_len(cell)) + cell
            for cell, width in zip(others, widths[1:], strict=True)
        ]
        lines.append("".join(cells))
    return lines
