"""The one place that knows how a function becomes machine code.

`kernel` compiles with numba where it is installed and leaves plain Python where it is not (or where
`NUMBA_DISABLE_JIT=1` is set), so every kernel and every emitted strategy also runs as ordinary Python.
No fast-math and no SVML: the same inputs give the same bits on every machine.
"""

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

try:
    import numba
except ImportError:  # an editor-only installation
    numba = None


def kernel(function: F) -> F:
    """Compile `function` without the GIL, cached on disk, with numpy's rules for division."""
    if numba is None:
        return function
    compiled: F = numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    return compiled
