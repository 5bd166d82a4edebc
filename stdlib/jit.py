"""The one place that knows how a function becomes machine code.

`kernel` compiles with numba where it is installed and leaves plain Python where it is not (or where
`NUMBA_DISABLE_JIT=1` is set), so every kernel and every emitted strategy also runs as ordinary Python.
No fast-math and no SVML: the same inputs give the same bits on every machine.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

F = TypeVar("F", bound=Callable[..., object])

numba: Any
try:
    import numba
except ImportError:  # an editor-only installation
    numba = None


def use_cache_folder(folder: str) -> None:
    """Let numba keep machine code below `folder`; to be called before kernels are imported."""
    if numba is not None:
        numba.config.CACHE_DIR = folder


def kernel(function: F) -> F:
    """Compile `function` without the GIL, cached on disk, with numpy's rules for division."""
    if numba is None:
        return function
    compiled: F = numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    return compiled


def wrapping_kernel(function: F) -> F:
    """Compile as `kernel` does; as plain Python, integers wrap around without numpy's warning."""
    compiled = kernel(function)
    if compiled is not function:
        return compiled
    quiet: F = np.errstate(over="ignore")(function)
    return quiet


# Parts of a walker allocate nothing and are called from compiled code alone. Without allocation numba need
# not count references, at every use of an array held in a tuple (five times the work of a walk); without a
# way in from Python a part compiles in half the time.
_PART = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}


def walker(function: F) -> F:
    """Compile a loop over arrays that carry state, as `kernel` does; nothing in it may allocate."""
    if numba is None:
        return function
    compiled: F = numba.njit(nogil=True, cache=True, error_model="numpy", _nrt=False)(function)
    return compiled


def inlined(function: F) -> F:
    """Compile a part of a `walker` into its callers: a call would hand over every field of every array."""
    if numba is None:
        return function
    compiled: F = numba.njit(forceinline=True, **_PART)(function)
    return compiled


def outlined(function: F) -> F:
    """Compile a part of a `walker` once, for several callers."""
    if numba is None:
        return function
    compiled: F = numba.njit(**_PART)(function)
    return compiled
