"""How a strategy's orders are placed and filled: terms of its rules, and `execution` with its values."""

from dataclasses import replace

import numpy as np

from jtsc.artifact import Artifact, Rule, Value
from runtime.backtest.request import BacktestRequest
from runtime.domain.bars import INSTANT_NS
from runtime.domain.costs import Costs
from runtime.domain.errors import RunError
from runtime.domain.grid import RATIO_SCALE
from runtime.domain.orders import OrderType, TimeInForce


def set_terms(record: np.void, rule: Rule, settled: tuple[float, ...]) -> None:
    """Write into a rule's record how its orders are placed."""
    record["type"] = OrderType[rule.type.upper()]
    record["tif"] = TimeInForce[rule.tif.upper()]
    for name, price in (("limit", rule.limit), ("stop", rule.stop)):
        record[f"{name}_payload"] = price.index if price is not None and price.origin == "payload" else -1
        if price is not None and price.origin == "fixed":
            record[name] = settled[price.index]


def orders_may_wait(artifact: Artifact) -> bool:
    """Tell whether any order may outlive the open it meets."""
    return artifact.participation is not None or any(rule.type != "market" for rule in artifact.rules)


def check_orders(artifact: Artifact, timeframe_ns: int) -> None:
    """Refuse orders that the data cannot show the fills of.

    Raises:
        RunError: there are such orders.
    """
    auctions = [rule for rule in artifact.rules if rule.type == "close"]
    if auctions and timeframe_ns == INSTANT_NS:
        raise RunError(
            f"a stream of quotes does not show the closing auction that line {auctions[0].line} waits for",
            "give bars with --data, or another `type`",
        )


def session_notes(artifact: Artifact) -> tuple[str, ...]:
    """Return what to note of a strategy that wants to trade outside the regular sessions."""
    if artifact.session == "regular":
        return ()
    return (
        "session = extended: the hours of NXT and the after-market are not known; bars outside the regular "
        "sessions trade as they come, quotes there are left out",
    )


def strategy_costs(artifact: Artifact, settled: tuple[float, ...], request: BacktestRequest) -> Costs:
    """Return the costs of a run: the slippage is that of `--slippage` where given, else the strategy's."""
    said = artifact.slippage is not None or artifact.slippage_ticks > 0
    if request.slippage_given or not said:
        return request.costs
    slippage = _share("slippage", artifact.slippage, settled, 0.5)
    return replace(request.costs, slippage=slippage or 0, slippage_ticks=artifact.slippage_ticks)


def participation(artifact: Artifact, settled: tuple[float, ...]) -> int | None:
    """Return the share of a bar's volume that fills may take."""
    return _share("participation", artifact.participation, settled, 1.0)


def _share(name: str, value: Value | None, settled: tuple[float, ...], most: float) -> int | None:
    if value is None:
        return None
    share = settled[value.index]
    if not 0 < share <= most:
        raise RunError(
            f"{name} is {share * 100:g} %",
            f"give its parameters values that make it above 0 % and at most {most * 100:g} %",
        )
    return round(share * RATIO_SCALE)
