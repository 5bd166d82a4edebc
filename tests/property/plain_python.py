"""Print what programs answer on random markets, as a digest of step's and of scan's answers.

Run as a program with NUMBA_DISABLE_JIT=1; its arguments are files of artifacts.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np

from jtsc.artifact import Artifact
from jtsc.driver import load_kernel
from tests.property.markets import random_market
from tests.property.walks import Answers, walk_columns, walk_steps

SEEDS = (1, 2)


def digests(artifact: Artifact) -> list[str]:
    """Return the program's name with a digest of its answers, for each seed and way of walking."""
    module = load_kernel(artifact)
    answers = [
        walk(module, artifact, random_market(seed)) for seed in SEEDS for walk in (walk_steps, walk_columns)
    ]
    return [f"{artifact.name} {_digest(answer)}" for answer in answers]


def _digest(answers: Answers) -> str:
    payload = np.where(np.isnan(answers.payload), np.nan, answers.payload)
    return hashlib.sha256(answers.fired.tobytes() + payload.tobytes()).hexdigest()


if __name__ == "__main__":
    for file in sys.argv[1:]:
        stored = Artifact.from_json(Path(file).read_text("utf-8"))
        assert stored is not None
        print("\n".join(digests(stored)))
