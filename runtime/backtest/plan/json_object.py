"""A plan as one JSON object, for programs."""

from dataclasses import asdict
from typing import Any

from runtime.backtest.plan.change import Verdict
from runtime.backtest.plan.plan import Plan, RunPair
from runtime.backtest.plan.trades import Trade
from runtime.backtest.report.json_object import to_json


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return what JSON can hold; times are nanoseconds UTC, undefined figures None (null)."""
    told = {
        "old": plan.old,
        "new": plan.new,
        "verdict": str(plan.verdict),
        **{
            str(verdict): [
                {"what": change.what, "old": change.old, "new": change.new}
                for change in plan.changes
                if change.verdict is verdict
            ]
            for verdict in (Verdict.COSMETIC, Verdict.BEHAVIOURAL)
        },
    }
    return told if plan.runs is None else {**told, **_runs(plan.runs)}


def _runs(runs: RunPair) -> dict[str, Any]:
    old, new = to_json(runs.old), to_json(runs.new)
    return {
        "trades": {
            "unchanged": runs.trades.unchanged,
            "added": [_trade(trade) for trade in runs.trades.added],
            "removed": [_trade(trade) for trade in runs.trades.removed],
            "moved": [
                {"old": _trade(pair.old), "new": _trade(pair.new), "changed": list(pair.changed)}
                for pair in runs.trades.moved
            ],
        },
        "metrics": {name: {"old": old[name], "new": new[name]} for name in runs.old.metrics},
        "manifests": {"old": old["manifest"], "new": new["manifest"]},
    }


def _trade(trade: Trade) -> dict[str, Any]:
    told = asdict(trade)
    del told["price_error"]
    return told
