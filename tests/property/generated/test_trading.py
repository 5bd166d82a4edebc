"""Generated programs run from end to end: some cannot be run on the data and say so, many trade."""

from collections import Counter
from random import Random

import pytest

from runtime.domain.errors import RunError
from tests.property.conftest import artifact_of, interpreted
from tests.property.generated.programs import program
from tests.property.generated.trading import random_minutes, trade


@pytest.mark.parametrize("programs", [40, pytest.param(2000, marks=pytest.mark.long)])
def test_many_programs_trade(programs: int) -> None:
    counts: Counter[str] = Counter()
    for seed in range(programs):
        artifact = artifact_of(program(Random(seed)))
        try:
            done = trade(artifact, interpreted(artifact), random_minutes(seed))
        except RunError:
            counts["cannot be run on these bars"] += 1
            continue
        counts["trade" if len(done.outcome.fills) else "do not trade"] += 1
        counts["fills"] += len(done.outcome.fills)
    print("\n", dict(counts))
    assert counts["trade"] >= 0.3 * programs
