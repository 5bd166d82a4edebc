"""`universe`: which symbols are traded, in which order."""

from pathlib import Path

import pytest

STRATEGY = """strategy("Some") {{
  universe {{
    {clauses}
  }}
  entry.long {{
    when (close > 0) {{ buy(quantity: 1) }}
  }}
}}
"""
DAYS = ("2024-01-02", "2024-01-03", "2024-01-04")


@pytest.fixture
def run(jtsc, tmp_path: Path):
    rows = [f"{day},{name},10,10,10,10,1" for name in ("AAA", "BBB", "CCC", "DDD") for day in DAYS]
    text = "\n".join(["date,symbol,open,high,low,close,volume", *rows])
    (tmp_path / "bars.csv").write_text(text, "utf-8")
    (tmp_path / "codes.csv").write_text("# codes\nDDD,last one\nBBB\n\n", "utf-8")

    def backtest(clauses: str, *options: str):
        (tmp_path / "some.jts").write_text(STRATEGY.format(clauses=clauses), "utf-8")
        return jtsc("backtest", "some.jts", "--data", "bars.csv", "--json", *options)

    return backtest


@pytest.mark.parametrize(
    ("clauses", "options", "fills"),
    [
        ('from ["AAA", "CCC"]', (), 2),
        ('from file("codes.csv")', (), 2),
        ('from ["AAA"], file("codes.csv"), ["AAA"]', (), 3),
        ('from ["AAA"], file("codes.csv")\n    limit 2', (), 2),
        ('from ["AAA", "CCC"]', ("--symbols", "BBB,CCC"), 1),
        ('from ["AAA", "CCC"]', ("--symbols", "BBB"), 0),
    ],
)
def test_what_is_traded(run, clauses: str, options: tuple[str, ...], fills: int) -> None:
    result = run(clauses, *options)
    if fills:
        assert result.json["fills"] == fills
    else:
        assert "no symbol is left of the universe" in result.message


def test_symbols_without_data_are_noted(run) -> None:
    found = run('from ["AAA", "ZZZ"]').json
    assert found["fills"] == 1
    assert "1 symbols of the universe have no bars in the data" in found["notes"]


def test_sources_count_in_the_order_of_the_universe(run) -> None:
    clauses = 'from ["DDD", "AAA", "BBB"]\n  }\n  sources {\n    one: symbols[0..0]'
    found = run(clauses).json
    assert found["fills"] == 1
    assert "2 symbols stand in no slice of `sources` and are not traded" in found["notes"]


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        ('from file("none.csv")', "the universe's file 'none.csv' cannot be read"),
        ("limit 3", "no symbols come from this"),
        ('from ["XXX"]', "the data has none of the 1 symbols of the universe"),
    ],
)
def test_what_cannot_be_resolved(run, clauses: str, said: str) -> None:
    assert said in run(clauses).message
