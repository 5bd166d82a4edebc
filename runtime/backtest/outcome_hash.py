"""One hash of all that a run decided: figures are rounded by what they leave out, fills are not."""

from hashlib import blake2b

import numpy as np

from runtime.domain.outcome import Outcome
from runtime.domain.surges import Surges


def outcome_hash(outcome: Outcome, surges: Surges | None) -> str:
    """Return a hash of fills, trades, equity, drops, notices and surges."""
    digest = blake2b(
        repr((outcome.accounts, outcome.initial_cash, outcome.cash_scale)).encode(), digest_size=16
    )
    columns = {f"fills.{name}": outcome.fills[name] for name in outcome.fills.dtype.names or ()}
    columns |= {f"trades.{name}": outcome.trades[name] for name in outcome.trades.dtype.names or ()}
    for name in ("equity", "equity_starts", "equity_ts", "final_equity", "drops", "first_drop_row", "ruined"):
        columns[name] = getattr(outcome, name)
    if len(outcome.notices):
        columns |= {f"notices.{name}": outcome.notices[name] for name in outcome.notices.dtype.names or ()}
        columns["notice_values"] = outcome.notice_values
    if surges is not None:
        digest.update(repr((surges.symbols, surges.accounts)).encode())
        for name in ("symbol", "account", "ts", "percent", "volume_ratio", "latency_ms"):
            columns[f"surges.{name}"] = getattr(surges, name)
    for name, column in columns.items():
        digest.update(f"{name} {len(column)}".encode())
        digest.update(np.ascontiguousarray(column).ravel().data)
    return digest.hexdigest()
