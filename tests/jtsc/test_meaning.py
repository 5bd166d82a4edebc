"""What a strategy means, part by part."""

from pathlib import Path

import pytest

from jtsc.driver import Rejected
from jtsc.meaning import Meaning, read_meaning
from tests.jtsc.checked import rule

DECLARED = """
params {
  n = 5
  spare = 7
}
indicators {
  quick = SMA(period: n)
  gap = close - quick
}
risk_management { stop_loss = 2% * 2 }
"""


@pytest.fixture
def meaning(tmp_path: Path):
    """Read what a text means."""

    def read(text: str, names: dict[str, str] | None = None) -> Meaning:
        (tmp_path / "strategy.jts").write_text(text, "utf-8")
        return read_meaning(tmp_path / "strategy.jts", names)

    return read


def test_parts_are_told_as_the_text_says_them(meaning) -> None:
    found = meaning(rule("gap >\n  0", DECLARED))
    assert [each.text for each in found.conditions] == ["gap > 0"]
    assert found.actions == ("buy(quantity: 5%)",)
    assert found.limits == {"stop_loss": "2% * 2"}
    assert {name: each.text for name, each in found.definitions.items()} == {
        "quick": "SMA(period: n)",
        "gap": "close - quick",
    }


def test_a_value_has_one_hash_wherever_it_stands(meaning) -> None:
    alone, among = (
        meaning(rule("gap > 0", DECLARED)),
        meaning(rule("gap > 0", DECLARED.replace("gap =", "other = ATR(9)\n  gap ="))),
    )
    assert alone.conditions == among.conditions
    assert alone.fixed == among.fixed
    assert alone.fixed == meaning(rule("gap > 0", DECLARED.replace("2% * 2", "4%"))).fixed


def test_a_definition_is_what_itself_says(meaning) -> None:
    before, after = (
        meaning(rule("gap > 0", DECLARED)),
        meaning(rule("gap > 0", DECLARED.replace("n)", "n + 1)"))),
    )
    assert before.definitions["quick"] != after.definitions["quick"]
    assert before.definitions["gap"] == after.definitions["gap"]
    assert before.conditions[0].text == after.conditions[0].text
    assert before.conditions[0].hash != after.conditions[0].hash


def test_names_given_stand_for_those_of_the_text(meaning) -> None:
    text = rule("gap > 0", DECLARED)
    renamed = text.replace("n = 5", "bars = 5").replace("period: n", "period: bars")
    assert meaning(text).conditions[0].hash != meaning(renamed).conditions[0].hash
    as_renamed = meaning(text, {"n": "bars"})
    assert as_renamed.conditions == meaning(renamed).conditions
    assert as_renamed.warmup == meaning(renamed).warmup
    assert as_renamed.definitions["quick"].hash == meaning(renamed).definitions["quick"].hash


def test_which_parameter_it_is_counts(meaning) -> None:
    text = rule("close > n", DECLARED)
    assert meaning(text).conditions[0].hash != meaning(text.replace("> n", "> spare")).conditions[0].hash


def test_a_text_with_errors_has_no_meaning(meaning) -> None:
    with pytest.raises(Rejected):
        meaning(rule("close > nothing"))
