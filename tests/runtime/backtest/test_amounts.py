"""Amounts as people write them."""

from decimal import Decimal

import pytest

from runtime.backtest.amounts import decimals_of, parse_decimal, parse_positive, parse_ratio, parse_size
from runtime.backtest.cost_tables import parse_costs
from runtime.domain.errors import RunError


@pytest.mark.parametrize(
    ("text", "units"),
    [("0.015%", 150_000), ("15bp", 1_500_000), ("0.215%", 2_150_000), ("0.1", 100_000_000), ("0%", 0)],
)
def test_ratios_are_exact(text: str, units: int) -> None:
    assert parse_ratio(text, "--costs") == units


@pytest.mark.parametrize("text", ["abc", "", "-1%", "100%", "0.00000001%", "nan", "inf"])
def test_a_ratio_that_is_none_is_refused_with_its_option(text: str) -> None:
    with pytest.raises(RunError, match="--costs"):
        parse_ratio(text, "--costs")


def test_thousands_may_be_separated() -> None:
    assert parse_decimal("10_000_000", "--cash") == parse_decimal("10,000,000", "--cash") == Decimal(10**7)


@pytest.mark.parametrize("text", ["0", "-5", "x", "Infinity"])
def test_cash_must_be_above_zero(text: str) -> None:
    with pytest.raises(RunError, match="--cash"):
        parse_positive(text, "--cash")


@pytest.mark.parametrize(("value", "decimals"), [("1", 0), ("100", 0), ("0.05", 2), ("0.10", 1), ("1e-8", 8)])
def test_decimals(value: str, decimals: int) -> None:
    assert decimals_of(Decimal(value)) == decimals


def test_costs_written_out() -> None:
    costs = parse_costs("buy=0.015%,sell=0.015%,tax=0.2%", "2bp")
    assert (costs.buy_commission, costs.sell_commission, costs.sell_tax, costs.slippage) == (
        *(150_000, 150_000, 2_000_000),
        200_000,
    )


def test_the_krx_table_takes_a_fifth_of_a_percent_of_every_sale() -> None:
    """Since 2026-01-01: 0.05 % and 0.15 % rural tax on KOSPI, 0.20 % on KOSDAQ."""
    assert parse_costs("krx", "0%").sell_tax == 2_000_000


@pytest.mark.parametrize("text", ["krks", "buy", "fee=1%", "buy=x", "buy=-1%", ""])
def test_costs_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(RunError, match="--costs"):
        parse_costs(text, "0%")


@pytest.mark.parametrize(
    ("text", "size"), [("4GB", 4 * 10**9), ("0.5 gb", 5 * 10**8), ("1_500MB", 15 * 10**8)]
)
def test_sizes(text: str, size: int) -> None:
    assert parse_size(text, "--memory") == size


@pytest.mark.parametrize("text", ["", "4", "GB", "4KB", "-1GB", "0MB", "many MB"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(RunError, match="--memory"):
        parse_size(text, "--memory")
