"""The surges that are listed are those that are there."""

from datetime import datetime

import pytest

from runtime.market_data.generator.bar_rows import surges_of
from runtime.market_data.generator.market import generate_market
from tests.runtime.market_data.generator.made_market import HOUR, MINUTE, PROFILES, TUESDAY, Made, make
from tests.runtime.market_data.generator.surge_detector import bars_with_true_quotes, is_true, true_bars


def listed_bars(made: Made, length: int) -> dict[str, list[int]]:
    """Return the opening times of the bars of each listed run, by symbol."""
    found: dict[str, list[int]] = {name: [] for name in made.bars}
    for surge in made.surges:
        first = int(datetime.fromisoformat(surge["timestamp"]).timestamp()) * 10**9
        later = [bar.ts for bar in made.bars[surge["symbol"]] if bar.ts >= first and not bar.is_halt]
        found[surge["symbol"]] += later[: int(surge["bars"])]
        assert later[0] == first
    return found


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("minutes", "seed"), [(1, 0), (1, 7), (3, 2), (5, 3)])
def test_the_rule_is_true_at_the_listed_bars_and_nowhere_else(profile: str, minutes: int, seed: int) -> None:
    length = minutes * MINUTE
    made = make(PROFILES[profile], timeframe_ns=length, symbols=10, days=4, seed=seed)
    listed = listed_bars(made, length)
    for name, rows in made.bars.items():
        assert true_bars(rows, length) == listed[name]


@pytest.mark.parametrize("profile", ["busy", "penny", "wild"])
@pytest.mark.parametrize("minutes", [1, 3, 5])
def test_quotes_make_it_true_in_the_listed_bars_only_and_in_each_first_one(
    profile: str, minutes: int
) -> None:
    length = minutes * MINUTE
    made = make(PROFILES[profile], timeframe_ns=length, symbols=10, days=4, seed=5)
    listed = listed_bars(made, length)
    for name, rows in made.bars.items():
        by_quotes = bars_with_true_quotes(rows, made.quotes.get(name, []), length)
        assert set(by_quotes) <= set(listed[name])
    firsts = {(surge["symbol"], datetime.fromisoformat(surge["timestamp"])) for surge in made.surges}
    assert firsts
    for name, moment in firsts:
        by_quotes = bars_with_true_quotes(made.bars[name], made.quotes.get(name, []), length)
        assert int(moment.timestamp()) * 10**9 in by_quotes


def test_each_part_of_the_rule_decides_somewhere() -> None:
    made = make(symbols=30, days=4, seed=9)
    without = {"change": 0, "volume": 0, "spread": 0}
    for rows in made.bars.values():
        bars = [row for row in rows if not row.is_halt]
        for i, bar in enumerate(bars):
            before, now = bars[max(i - 30, 0) : i], bar.ts + MINUTE
            if bar.bid is None or bar.ask is None or is_true(*bar[4:8], now, before, MINUTE):
                continue
            middle = (bar.bid + bar.ask) / 2
            without["change"] += is_true(2 * bar.close, *bar[5:8], now, before, MINUTE)
            without["volume"] += is_true(bar.close, 1e12, *bar[6:8], now, before, MINUTE)
            without["spread"] += is_true(bar.close, bar.volume, middle, middle, now, before, MINUTE)
    assert min(without.values()) > 5


def test_figures_of_a_surge_are_those_of_its_first_bar() -> None:
    made = make(symbols=30, seed=4)
    assert len(made.surges) > 5
    for surge in made.surges:
        bars = [bar for bar in made.bars[surge["symbol"]] if not bar.is_halt]
        first = int(datetime.fromisoformat(surge["timestamp"]).timestamp()) * 10**9
        i = next(i for i, bar in enumerate(bars) if bar.ts == first)
        old = [bar for bar in bars[:i] if bar.ts + MINUTE <= first - 4 * MINUTE][-1]
        assert float(surge["percent"]) == pytest.approx(100 * (bars[i].close / old.close - 1), abs=1e-4)
        average = sum(bar.volume for bar in bars[i - 20 : i]) / 20
        assert float(surge["volume_ratio"]) == pytest.approx(bars[i].volume / average, abs=1e-4)


def test_most_days_that_shall_have_a_surge_have_one() -> None:
    market = generate_market(
        PROFILES["krx"], symbols=1800, timeframe_ns=MINUTE, days=1, seed=7, first_day=TUESDAY
    )
    surges = [surge for block in market.blocks() for surge in surges_of(block, market.timetable)]
    assert 20 <= len(surges) <= 54  # 36 expected, less those that a halt or a limit takes
    assert len({surge.symbol for surge in surges}) == len(surges)


def test_bars_too_coarse_for_the_rule_have_no_surges() -> None:
    assert make(timeframe_ns=HOUR).surges == []
