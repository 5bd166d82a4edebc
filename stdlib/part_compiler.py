"""Compiling what is called from compiled code alone, for its callers to link.

By itself numba optimises every function that it compiles and makes machine code of it, and then again in each
of its callers, and theirs. Of a part only the outermost caller is worth that.
"""

from typing import Any

from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler


class PartLibrary(JITCodeLibrary):
    """The intermediate code of a part, as it is to be linked."""

    def _optimize_final_module(self) -> None:
        pass  # done where it is linked

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True


class PartCompiler(Compiler):
    """numba's compiler, into a library of this kind."""

    def define_pipelines(self) -> Any:
        """Return numba's own passes."""
        state = self.state
        state.flags.no_compile = True
        state.library = PartLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        return super().define_pipelines()

    def _compile_core(self) -> Any:
        done = super()._compile_core()
        name = done.fndesc.qualname
        # Callers know a part by the function that Python would call, here one without an address.
        entry = _dynfunc.make_function(done.fndesc.lookup_module(), name, "", 0, done.environment, ())
        self.state.targetctx.insert_user_function(entry, done.fndesc, [done.library])
        return done._replace(entry_point=entry)
