"""Machine instructions that numba does not offer by itself, and what stands for them in plain Python."""

from typing import Any


def _trailing_zeros_of(word: Any) -> int:
    """Return the place of the lowest set bit of a word that has one."""
    return (int(word) & -int(word)).bit_length() - 1


def _no_prefetch(array: Any, index: int) -> None:
    """Plain Python has nothing to fetch ahead."""


def _compiled() -> tuple[Any, Any]:
    from llvmlite import ir
    from numba import types
    from numba.core import cgutils
    from numba.extending import intrinsic

    def cttz(typing_context: Any, word: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.cttz(arguments[0], context.get_constant(types.boolean, 0))

        return types.int64(types.uint64), emit

    def prefetch(typing_context: Any, array: Any, index: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            view = context.make_array(signature.args[0])(context, builder, arguments[0])
            address = builder.bitcast(builder.gep(view.data, [arguments[1]]), cgutils.voidptr_t)
            word = ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, word, word, word])
            function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")  # type: ignore[no-untyped-call]
            builder.call(function, [address, word(0), word(3), word(1)])  # to read, keep, data
            return context.get_dummy_value()

        return types.void(array, types.int64), emit

    return intrinsic(cttz), intrinsic(prefetch)


def _chosen() -> tuple[Any, Any]:
    try:
        from numba import config
    except ImportError:  # an editor-only installation
        return _trailing_zeros_of, _no_prefetch
    if config.DISABLE_JIT:  # type: ignore[attr-defined]
        return _trailing_zeros_of, _no_prefetch
    return _compiled()


# trailing_zeros(word): the place of the lowest set bit of a uint64 that is not 0.
# prefetch(array, index): start loading an element of a one-dimensional array that is read soon.
trailing_zeros, prefetch = _chosen()
