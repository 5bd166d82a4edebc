"""What can be wrong with a run of the account stage."""


class AccountError(Exception):
    """A run cannot be carried out: `message` says what is wrong, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def too_large() -> AccountError:
    """Return the error of an amount beyond 2^62 cash, price or quantity units."""
    return AccountError(
        "an amount of this run is too large for exact arithmetic",
        "use less cash, a coarser cash scale or coarser price and quantity grids",
    )
