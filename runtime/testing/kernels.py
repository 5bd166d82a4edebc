"""The compiled modules of a suite."""

from dataclasses import dataclass
from types import ModuleType

from jtsc.driver import load_kernel
from jtsc.suite import Suite


@dataclass(frozen=True, slots=True)
class Kernels:
    """`strategy` decides as in every run; `probe` computes what expectations look at."""

    strategy: ModuleType
    probe: ModuleType


def load_kernels(suite: Suite) -> Kernels:
    """Import the modules of a suite."""
    return Kernels(load_kernel(suite.strategy), load_kernel(suite.probe))
