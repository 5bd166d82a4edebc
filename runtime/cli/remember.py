"""The trial ledger, as commands that run a backtest write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.run import Backtest
    from runtime.clock import Clock


def remember_run(done: Backtest, clock: Clock) -> RunError | None:
    """Write a run into the ledger; return why it could not be, so that its results are not lost for that."""
    from runtime.app import run_ledger
    from runtime.backtest.record import record_run

    try:
        record_run(run_ledger(), done.summary, clock)
    except RunError as error:
        return error
    return None
