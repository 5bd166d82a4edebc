"""Names across sections, definitions in a circle, quoted values, suggestions."""

import pytest

from jtsc.diagnostics import did_you_mean
from tests.jtsc.checked import check, codes, excerpt, rule


def test_order_of_definitions_does_not_matter() -> None:
    assert codes(rule("a > 1", "indicators {\n a = b + 1\n b = c * 2\n c = close\n}")) == []


def test_circle_is_reported_once() -> None:
    circle = "indicators {\n a = b + 1\n b = c\n c = a\n d = a + b + c\n}"
    checked = check(rule("d > 1", circle))
    assert [d.code for d in checked.diagnostics] == ["JTS0208"]
    assert checked.diagnostics[0].facts["circle"] == "a -> b -> c -> a"


@pytest.mark.parametrize("links", [50, 2000])
def test_long_chain_of_definitions_is_answered(links: int) -> None:
    chain = "".join(f"x{n} = x{n + 1} + 1\n" for n in range(links)) + f"x{links} = close"
    assert codes(rule("x0 > 1", f"indicators {{\n{chain}\n}}")) in ([], ["JTS0118"])


def test_inner_name_hides_an_outer_one() -> None:
    """Inside of `on daily` its own `n` is meant; outside it is `daily.n`."""
    text = rule(
        "daily.m > 1 AND n > 1",
        "params { n = 5 }\ntimeframes { daily = 1d }\nindicators { on daily {\n n = close\n m = n + 1\n} }",
    )
    checked = check(text)
    assert checked.hir is not None
    assert str(checked.hir.bindings["daily.m"].expr.type.unit) == "price"


@pytest.mark.parametrize(
    "twice",
    [
        "risk_management { stop_loss = 3% }\nrisk_management { stop_loss = 5% }",
        "execution {\n pyramiding = 1\n pyramiding = 2\n}",
        "sources { a: symbols[0..1] }\nsources { a: symbols[2..3] }",
        "params { a = 1 }\nindicators { a = close }",
        "timeframes { a = 1d }\nindicators { a = close }",
    ],
)
def test_a_name_is_defined_once(twice: str) -> None:
    assert codes(rule("close > 1", twice)) == ["JTS0202"]


def test_currencies_of_all_sections_are_one() -> None:
    text = rule("close > 1", "params { least = 1_000 KRW }").replace("5%", "50 USDT")
    checked = check(text)
    (found,) = checked.diagnostics
    assert (found.code, excerpt(checked, found)) == ("JTS0310", "50 USDT")
    assert checked.source.excerpt(found.labels[0].span) == "1_000 KRW"


@pytest.mark.parametrize(
    ("quoted", "bare"),
    [
        ('buy(quantity: "5%")', "buy(quantity: 5%)"),
        ('buy(quantity: "all", type: "market")', "buy(quantity: all, type: market)"),
        ('buy(quantity: "1_000_000 KRW")', "buy(quantity: 1_000_000 KRW)"),
    ],
)
def test_quoted_value_means_its_bare_form(quoted: str, bare: str) -> None:
    kinds = []
    for action in (quoted, bare):
        checked = check(rule("close > 1").replace("buy(quantity: 5%)", action))
        assert checked.hir is not None
        quantity = checked.hir.rules[0].action.quantity
        kinds.append((quantity.kind, getattr(quantity.value, "value", None)))
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("quoted", ['"0%"', '"close"', '"lots"', '"5 %"', '""'])
def test_quoted_value_is_checked_as_its_bare_form(quoted: str) -> None:
    assert len(codes(rule("close > 1").replace("5%", quoted))) == 1


@pytest.mark.parametrize(
    "condition", ["date == 3", "day_of_week > 2", "close == 1 AND 2025-01-02 > 1", "time > 30m"]
)
def test_texts_dates_and_times_are_compared_with_their_like(condition: str) -> None:
    assert codes(rule(f"close > 1 AND {condition}")) == ["JTS0301"]
    assert codes(rule('close > 1 AND "a" == "b"')) == ["JTS0312"]


@pytest.mark.parametrize(
    ("written", "meant"), [("clsoe", "close"), ("SMMA", "SMA"), ("sma", "SMA"), ("zzz", None), ("", None)]
)
def test_did_you_mean(written: str, meant: str | None) -> None:
    assert did_you_mean(written, ["SMA", "EMA", "close", "volume"]) == meant
