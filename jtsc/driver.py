"""The whole pipeline: a strategy file to an artifact and a kernel, through the cache.

text -> tree -> HIR -> MIR -> passes -> Python -> (numba, when the kernel first runs)
"""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from jtsc.artifact import Artifact
from jtsc.cache import store, toolchain_folder
from jtsc.errors import InternalError, UserError
from jtsc.files import read_strategy, with_imports

if TYPE_CHECKING:
    from jtsc.diagnostics import Diagnostic
    from jtsc.frontend import Checked
    from jtsc.source import Source
    from jtsc.suite import Conditions, Suite


class Rejected(Exception):  # noqa: N818 - an answer, not a failure
    """The strategy has errors: `diagnostics` say which."""

    def __init__(self, source: Source, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{source.path} has errors")
        self.source = source
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Compiled:
    """`from_cache` says that nothing had to be done."""

    artifact: Artifact
    from_cache: bool


def compile_file(path: Path) -> Compiled:
    """Compile a strategy file into the cache; raises `Rejected`, or `UserError` for an unreadable file."""
    text = read_strategy(path)
    source_hash = blake2b(with_imports(path, text).encode(), digest_size=16).hexdigest()
    stored = toolchain_folder() / "programs" / f"{source_hash}.json"
    artifact = _load(stored, path)
    if artifact is not None:
        return Compiled(artifact, from_cache=True)
    checked = _checked(text, path)
    if checked.hir is None:
        raise UserError(f"{path} holds functions and no strategy", "name the strategy that imports it")
    artifact = build_artifact(checked, source_hash)
    store(stored, artifact.to_json())
    return Compiled(artifact, from_cache=False)


def compile_suite(path: Path) -> Suite | None:
    """Compile a strategy file with its tests and expectations; None for a file of functions alone.

    Raises as `compile_file` does.
    """
    from dataclasses import replace

    from jtsc.codegen.describe_suite import probe_suite
    from jtsc.suite import Suite

    text = read_strategy(path)
    checked = _checked(text, path)
    if checked.hir is None:
        return None
    source_hash = blake2b(with_imports(path, text).encode(), digest_size=16).hexdigest()
    probed = probe_suite(checked)
    probe = build_artifact(replace(checked, hir=probed.program), source_hash)
    return Suite(
        build_artifact(checked, source_hash), probe, probed.figures, probed.tests, probed.expectations
    )


def compile_conditions(path: Path) -> Conditions:
    """Compile a strategy file with a probe of what its rules look at.

    Raises as `compile_file` does.
    """
    from dataclasses import replace

    from jtsc.codegen.describe_conditions import probe_conditions
    from jtsc.suite import Conditions

    text = read_strategy(path)
    checked = _checked(text, path)
    if checked.hir is None:
        raise UserError(f"{path} holds functions and no strategy", "name the strategy that imports it")
    source_hash = blake2b(with_imports(path, text).encode(), digest_size=16).hexdigest()
    program, rules = probe_conditions(checked)
    probe = build_artifact(replace(checked, hir=program), source_hash)
    return Conditions(build_artifact(checked, source_hash), probe, rules)


def load_kernel(artifact: Artifact) -> ModuleType:
    """Import the kernel of an artifact; numba compiles, or finds in its cache, what is called of it."""
    from stdlib.abi import ABI_VERSION

    prepare_numba_cache()
    path = Path(artifact.kernel_path)
    if path.stem in sys.modules:
        return sys.modules[path.stem]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise InternalError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    if module.ABI != ABI_VERSION:
        raise InternalError(f"{path} has ABI {module.ABI}, this is {ABI_VERSION}")
    return module


def prepare_numba_cache() -> None:
    """Point numba's own cache below the toolchain's folder; to be called before any kernel is imported."""
    from stdlib.jit import use_cache_folder

    use_cache_folder(str(toolchain_folder() / "numba"))


def interpret_kernels() -> None:
    """Let kernels run as plain Python in this process, unless numba is there already.

    Over the few bars of a test that takes milliseconds, where machine code takes seconds to make.
    """
    if "numba" not in sys.modules:
        os.environ["NUMBA_DISABLE_JIT"] = "1"  # numba reads it once


def _load(stored: Path, path: Path) -> Artifact | None:
    try:
        artifact = Artifact.from_json(stored.read_text("utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        return None  # not there, or cut short: build it again
    if artifact is None or not Path(artifact.kernel_path).exists():
        return None
    from dataclasses import replace

    return replace(artifact, source_path=str(path))


def _checked(text: str, path: Path) -> Checked:
    """Return a checked text, whose `hir` is None only if it holds functions alone; raises `Rejected`."""
    from jtsc.frontend import Frontend
    from jtsc.source import Source

    checked = Frontend().check(Source.from_text(text, str(path)))
    if checked.hir is None and checked.diagnostics:
        raise Rejected(checked.source, checked.diagnostics)
    return checked


def build_artifact(checked: Checked, source_hash: str) -> Artifact:
    """Lower, optimise and emit a checked program; the kernel is stored by the hash of what it does."""
    from jtsc.codegen.describe import describe
    from jtsc.codegen.emit_python import emit_python
    from jtsc.codegen.warmup import WarmUp
    from jtsc.passes import run_passes

    assert checked.hir is not None
    mir = None
    for _, after_pass in run_passes(checked.hir):
        mir = after_pass
    assert mir is not None
    warmup = WarmUp(checked.hir).of_program()
    emitted = emit_python(mir, checked.hir.name, warmup, checked.source)
    kernel_hash = blake2b(f"{mir.digest()} {warmup}".encode(), digest_size=10).hexdigest()
    kernel_path = toolchain_folder() / "kernels" / f"k_{kernel_hash}.py"
    if not kernel_path.exists():
        store(kernel_path, emitted.text)
    return describe(checked, mir, emitted, source_hash, str(kernel_path))
