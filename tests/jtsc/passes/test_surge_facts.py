"""What a rule of surge_detection tells of a surge."""

import pytest

from jtsc.ir import hir
from jtsc.passes.surge_facts import surge_facts
from tests.jtsc.checked import check

ORDER = "execute_immediately({ broker: select_fastest_broker(), size: 5% })"


def rule_of(condition: str, indicators: str = "") -> tuple[hir.Rule, hir.Program]:
    rule = f"when ({condition}) {{ {ORDER} }}"
    text = f'strategy("S") {{ indicators {{ {indicators} }}\n surge_detection {{ {rule} }} }}'
    program = check(text).hir
    assert program is not None
    return program.rules[0], program


@pytest.mark.parametrize(
    ("condition", "indicators"),
    [
        ("price_change(5m) > 3% AND volume > avg_volume(20) * 2", ""),
        ("volume / avg_volume(20) > 2 AND rise > 3%", "rise = price_change(5m)"),
        ("NOT (rise < 3% OR volume < usual)", "rise = price_change(5m)\n usual = avg_volume(20)"),
    ],
)
def test_change_and_volume_ratio_are_found(condition: str, indicators: str) -> None:
    rule, program = rule_of(condition, indicators)
    facts = surge_facts(rule, program.bindings)
    assert isinstance(facts.change, hir.Indicator)
    assert facts.change.signature.name == "price_change"
    ratio = facts.volume_ratio
    assert isinstance(ratio, hir.Arithmetic)
    assert (ratio.operator, ratio.left) == ("/", hir.Column(ratio.span, ratio.left.type, "volume"))
    assert isinstance(ratio.right, hir.History)


def test_a_rule_that_looks_at_neither_tells_nothing() -> None:
    rule, program = rule_of("close > high[1]")
    assert surge_facts(rule, program.bindings).values == ()


def test_other_sections_tell_nothing() -> None:
    entry = "entry.long { when (price_change(5m) > 3%) { buy(quantity: 5%) } }"
    leave = "exit.long { when (close < 1) { sell(quantity: all) } }"
    text = f'strategy("S") {{ {entry}\n {leave} }}'
    program = check(text).hir
    assert program is not None
    assert surge_facts(program.rules[0], program.bindings).values == ()
