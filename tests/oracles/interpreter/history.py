"""What a symbol has shown: the bars of every clock, and which of them each decision can see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Number = float | int | None  # None is na


@dataclass(frozen=True)
class History:
    """`columns[clock, name]` holds a value a bar, without halted rows.

    `seen[clock]` says, for each bar of the decision clock, how many bars of a coarser clock have ended by
    then. `moments` are the times of the decisions; `scale` is how many grid units make 1.0 of price.
    """

    moments: Sequence[int]
    columns: Mapping[tuple[int, str], Sequence[Number]]
    seen: Mapping[int, Sequence[int]]
    scale: int

    @property
    def bars(self) -> int:
        return len(self.moments)
