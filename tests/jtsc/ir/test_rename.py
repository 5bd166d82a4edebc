"""Parameters by other names."""

from jtsc.ir import hir
from jtsc.ir.dump import dump_tree
from jtsc.ir.rename import rename_parameters
from tests.jtsc.checked import check, rule

TEXT = rule(
    "SMA(period: n)[n] > m AND (m > 1 OR NOT (close between [n, m])) AND price_change(5m) > m * 1%",
    "params {\n  n = 5\n  m = 7\n}\nindicators {\n  other = if close > m then n else m\n}",
)


def program(text: str) -> hir.Program:
    found = check(text).hir
    assert found is not None
    return found


def test_it_is_the_program_written_with_these_names() -> None:
    written = TEXT.replace("n = 5", "bars = 5").replace("period: n)[n]", "period: bars)[bars]")
    written = written.replace("[n, m]", "[bars, m]").replace("then n", "then bars")
    assert dump_tree(rename_parameters(program(TEXT), {"n": "bars"})) == dump_tree(program(written))


def test_names_are_exchanged_at_once() -> None:
    twice = rename_parameters(rename_parameters(program(TEXT), {"n": "m", "m": "n"}), {"n": "m", "m": "n"})
    assert twice == program(TEXT)


def test_no_names_change_nothing() -> None:
    assert rename_parameters(program(TEXT), {}) == program(TEXT)
