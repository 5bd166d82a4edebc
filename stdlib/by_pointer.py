"""Tuples of arrays that compiled functions hand to each other as one pointer.

By itself numba hands over every field of every array of a tuple, hundreds of values at each call: a function
that takes such a tuple then costs a second to compile and a tenth of a microsecond to call. Here the fields
are written down once, where Python calls, and read where they are used. The tuple does not change meanwhile,
which the loads say, so that a loop need not read a field anew; the contents of its arrays may.
"""

from hashlib import blake2b
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)


class Fields(types.Type):
    """The fields of one tuple class, by their types."""

    def __init__(self, cls: type[Any], fields: tuple[types.Type, ...]) -> None:
        self.cls = cls
        self.fields = fields
        digest = blake2b(str(fields).encode(), digest_size=8).hexdigest()
        super().__init__(f"{cls.__module__}.{cls.__qualname__}_{digest}")

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two of these the same."""
        return self.cls, self.fields


register_model(Fields)(models.OpaqueModel)


def pass_by_pointer(cls: type[Any]) -> None:
    """Let compiled functions take the tuples of this class by pointer."""

    @typeof_impl.register(cls)
    def _(value: Any, context: Any) -> Fields:
        return Fields(cls, tuple(typeof_impl(field, context) for field in value))


def _layout(context: Any, fields: Fields) -> ir.LiteralStructType:
    return ir.LiteralStructType([context.get_value_type(field) for field in fields.fields])


@unbox(Fields)
def _write_down(fields: Fields, value: Any, c: Any) -> NativeValue:
    place = cgutils.alloca_once(c.builder, _layout(c.context, fields))
    is_error = cgutils.false_bit
    for index, (name, field) in enumerate(zip(fields.cls._fields, fields.fields, strict=True)):
        held = c.pyapi.object_getattr_string(value, name)
        native = c.unbox(field, held)
        c.builder.store(native.value, cgutils.gep_inbounds(c.builder, place, 0, index))
        c.pyapi.decref(held)
        is_error = c.builder.or_(is_error, native.is_error)
    return NativeValue(c.builder.bitcast(place, cgutils.voidptr_t), is_error=is_error)


@infer_getattr
class _FieldTypes(AttributeTemplate):
    key = Fields

    def generic_resolve(self, fields: Any, name: str) -> Any:  # type: ignore[override]
        names = fields.cls._fields
        return fields.fields[names.index(name)] if name in names else None


@lower_getattr_generic(Fields)
def _read(context: Any, builder: Any, fields: Fields, pointer: Any, name: str) -> Any:
    place = builder.bitcast(pointer, _layout(context, fields).as_pointer())
    index = fields.cls._fields.index(name)
    return _load(builder, cgutils.gep_inbounds(builder, place, 0, index))


def _load(builder: Any, place: Any) -> Any:
    """Load part after part: of a load of them all LLVM forgets that it is invariant."""
    kind = place.type.pointee
    if not isinstance(kind, ir.Aggregate):
        part = builder.load(place)
        part.set_metadata("invariant.load", builder.module.add_metadata([]))
        return part
    whole = ir.Constant(kind, ir.Undefined)
    for index in range(len(kind)):
        part = _load(builder, cgutils.gep_inbounds(builder, place, 0, index))
        whole = builder.insert_value(whole, part, index)
    return whole
