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
PartCompiler: Any
try:
    import numba

    from stdlib.part_compiler import PartCompiler
except ImportError:  # an editor-only installation
    numba = PartCompiler = None


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
# not count references, at every use of an array held in a tuple (five times the work of a walk).
_PART = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "pipeline_class": PartCompiler,
}


C = TypeVar("C", bound=type[Any])


def by_pointer(cls: C) -> C:
    """Let a walker take the tuples of this class, and hand them to its parts, as one pointer."""
    if numba is not None:
        from stdlib.by_pointer import pass_by_pointer

        pass_by_pointer(cls)
    return cls


def walker(function: F) -> F:
    """Compile a loop over arrays that carry state, as `kernel` does; nothing in it may allocate."""
    if numba is None:
        return function
    compiled: F = numba.njit(nogil=True, cache=True, error_model="numpy", _nrt=False)(function)
    return compiled


def inlined(function: F) -> F:
    """Compile a part of a `walker` into its callers."""
    if numba is None:
        return function
    compiled: F = numba.njit(forceinline=True, **_PART)(function)
    return compiled


def outlined(function: F) -> F:
    """Compile a part of a `walker` once: it has several callers, or is rarely called."""
    if numba is None:
        return function
    compiled: F = numba.njit(forceinline=False, **_PART)(function)  # else it inherits its caller's
    return compiled
