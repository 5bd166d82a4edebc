"""Whether numba makes machine code, and keeps it."""

from collections.abc import Iterator
from typing import Any

from jtsc.driver import prepare_numba_cache
from runtime.cli.doctor.finding import Finding, Status

_NAME = "machine code"


def check_machine_code() -> Iterator[Finding]:
    """Run a small kernel, and look where numba keeps it."""
    prepare_numba_cache()
    import numpy as np

    from stdlib.kernels.bits import pack_flags

    flags = np.zeros(64, np.uint8)
    flags[[0, 63]] = 1
    word = int(pack_flags(flags.view(np.uint64)))
    compiled: Any = pack_flags
    if word != 1 | 1 << 63:
        yield Finding(
            _NAME, Status.PROBLEM, "computes wrongly", "report it, with the output of `jtsc doctor`"
        )
    elif not hasattr(compiled, "stats"):
        yield Finding(
            _NAME, Status.WARNING, "is not made: NUMBA_DISABLE_JIT is set", "unset it, or wait much longer"
        )
    elif compiled.stats.cache_hits:
        yield Finding(_NAME, Status.OK, f"is taken from {compiled.stats.cache_path}")
    else:
        yield Finding(_NAME, Status.OK, f"was made, and kept in {compiled.stats.cache_path}")
