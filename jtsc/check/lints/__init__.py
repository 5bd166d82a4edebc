"""Lints: programs that mean something, but hardly what was meant. One file each."""

from jtsc.check.lints.cumulative_levels import lint_cumulative_levels
from jtsc.check.lints.entries_without_exit import lint_entries_without_exit
from jtsc.check.lints.equal_prices import lint_equal_prices
from jtsc.check.lints.idle_exits import lint_idle_exits
from jtsc.check.lints.settled_conditions import lint_settled_conditions
from jtsc.check.lints.unused_names import lint_unused_names
from jtsc.check.lints.wide_stops import lint_wide_stops
from jtsc.diagnostics import Problems
from jtsc.ir import hir

_LINTS = (
    lint_unused_names,
    lint_settled_conditions,
    lint_entries_without_exit,
    lint_idle_exits,
    lint_wide_stops,
    lint_cumulative_levels,
    lint_equal_prices,
)


def lint(program: hir.Program, problems: Problems) -> None:
    """Report what is suspicious in a program without errors."""
    for each in _LINTS:
        each(program, problems)
