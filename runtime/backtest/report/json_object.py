"""A run as one JSON object, for programs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from runtime.backtest.report.number_text import time_text
from runtime.backtest.report.summary import RunSummary

NOTIFICATIONS_LISTED = 100  # the last of them; `--alerts` writes all


def to_json(summary: RunSummary) -> dict[str, Any]:
    """Return what JSON can hold: the metrics at the top level, undefined figures as None (null)."""
    told = {
        "strategy": summary.strategy,
        "source": summary.source,
        "timeframe": summary.timeframe,
        "from": time_text(summary.first_ts, 0),
        "to": time_text(summary.last_ts, 0),
        "currency": summary.currency,
        "initial_cash": summary.initial_cash,
        **summary.metrics,
        "warmup_bars": summary.warmup_bars,
        "dropped": {dropped.name: dropped.count for dropped in summary.dropped},
        "rejected_rows": summary.rejected_rows,
        "notes": summary.notes,
        "engine_seconds": summary.engine_seconds,
        **({"quotes": summary.quotes} if summary.quotes is not None else {}),
        **({"surges": asdict(summary.surges)} if summary.surges else {}),
        **({"notifications": _notifications(summary)} if summary.notifications is not None else {}),
        **({"per_symbol": summary.per_symbol} if summary.per_symbol else {}),
        "outcome_hash": summary.outcome_hash,
        "manifest": summary.manifest,
    }
    return {key: _without_nan(value) for key, value in told.items()}


def _notifications(summary: RunSummary) -> dict[str, Any]:
    told = summary.notifications or ()
    last = [
        {"time": time_text(each.ts, 0), "symbol": each.symbol, "text": each.text}
        for each in told[-NOTIFICATIONS_LISTED:]
    ]
    return {"count": len(told), "last": last}


def _without_nan(value: Any) -> Any:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case str():
            return value
        case Mapping():
            return {key: _without_nan(each) for key, each in value.items()}
        case Sequence():
            return [_without_nan(each) for each in value]
        case _:
            return value
