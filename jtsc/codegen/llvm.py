"""The machine-level form of a kernel, as numba makes it."""

from types import ModuleType

import numpy as np

from jtsc.artifact import Artifact

_MINUTE_NS = 60_000_000_000


def kernel_llvm(module: ModuleType, artifact: Artifact) -> str:
    """Return the LLVM IR of the loop of `scan`; it is compiled for no symbols at all."""
    none, flags = np.zeros(1, np.int64), np.zeros(0, np.bool_)
    params = np.asarray([parameter.default for parameter in artifact.parameters])
    clock_ns = tuple(clock.length_ns or _MINUTE_NS for clock in artifact.clocks)
    coarser = [array for _ in artifact.clocks[1:] for array in (none, none)]
    columns = [np.zeros(0, np.int64 if column.is_whole else np.float64) for column in artifact.columns]
    bits = np.zeros((len(artifact.rules), 0), np.uint64)
    layout = module.layout(params, clock_ns)
    module.scan(0, 0, none, flags, np.ones(1), none, layout, params, bits, *coarser, *columns)
    return "\n".join(module.scan_symbols.inspect_llvm().values())
