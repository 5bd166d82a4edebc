"""What can be wrong with a run of the account stage."""

from runtime.domain.errors import RunError


class AccountError(RunError):
    """A run cannot be carried out."""


def too_large() -> AccountError:
    """Return the error of an amount beyond 2^62 cash, price or quantity units."""
    return AccountError(
        "an amount of this run is too large for exact arithmetic",
        "use less --cash, or a coarser --lot or --tick",
    )
