"""Machine code of a kernel, made before it is needed."""

from types import ModuleType

import numba
import numpy as np

from jtsc.artifact import Artifact

_ARRAYS = 4_096  # more than a program has


def compile_scan(module: ModuleType, artifact: Artifact) -> None:
    """Let numba compile `scan`, and keep it in its cache, by running it over no symbols at all."""
    none, flags = np.zeros(1, np.int64), np.zeros(0, np.bool_)
    params = np.asarray([parameter.default for parameter in artifact.parameters])
    coarser = [array for _ in artifact.clocks[1:] for array in (none, none)]
    columns = [np.zeros(0, np.int64 if column.is_whole else np.float64) for column in artifact.columns]
    bits = np.zeros((len(artifact.watched), 0), np.uint64)
    layout = np.zeros(_ARRAYS, np.int64)  # of no words: nothing is remembered where there is no bar
    module.scan(0, 0, none, flags, np.ones(1), none, layout, params, bits, *coarser, *columns)


def scan_llvm(module: ModuleType) -> str:
    """Return the LLVM IR of a compiled `scan`. It is compiled anew: numba keeps none for cached code."""
    anew = numba.njit(nogil=True, error_model="numpy")(module.scan_symbols.py_func)
    anew.compile(module.scan_symbols.signatures[0])
    return "\n".join(anew.inspect_llvm().values())
