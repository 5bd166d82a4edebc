"""A name that nothing reads. Timeframes are exempt: naming one may be what sets the decision clock."""

from jtsc.check.lints.expressions import deciding, everything_in, expected
from jtsc.diagnostics import Problems, phrase
from jtsc.ir import hir


def lint_unused_names(program: hir.Program, problems: Problems) -> None:
    """Report parameters, indicators and vars that no other part of the program reads."""
    read = everything_in((*deciding(program), *expected(program)))
    used = {expr.name for expr in read if isinstance(expr, hir.Reference | hir.Parameter)}
    for parameter in program.parameters:
        if parameter.name not in used:
            problems.add("JTS0601", parameter.span, name=parameter.name, kind=phrase("a parameter"))
    for name, binding in program.bindings.items():
        if name not in used:
            fold = isinstance(binding.expr, hir.Fold | hir.EntryFold)
            problems.add(
                "JTS0601", binding.span, name=name, kind=phrase("a var") if fold else phrase("an indicator")
            )
