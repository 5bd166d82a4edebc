"""Arrow columns as numpy arrays.

Arrow's own `to_numpy` and `fill_null` import pandas where it is installed (0.3 s), and `cast` imports
`pyarrow.compute` (0.03 s): neither is used on the way of an ordinary file.
"""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", np.int32, np.int64, np.float64)


def contiguous(column: Any) -> Any:
    """Return a chunked column as one Arrow array."""
    import pyarrow as pa

    if column.num_chunks == 1:
        return column.chunk(0)
    return (column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column).combine_chunks()


def plain(column: Any) -> Any:
    """Return a chunked column as one Arrow array without a dictionary."""
    import pyarrow as pa

    array = contiguous(column)
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def values_of(array: Any, dtype: type[Number], missing: float) -> NDArray[Number]:
    """Return an Arrow array of fixed width as numbers, nulls as `missing`; a read-only view if possible."""
    import pyarrow as pa

    if not array.null_count:
        return np.from_dlpack(array).astype(dtype, copy=False)
    bare = pa.Array.from_buffers(array.type, len(array), [None, array.buffers()[1]], offset=array.offset)
    is_null = np.from_dlpack(array.is_null().cast(pa.uint8())).view(np.bool_)
    return np.where(is_null, missing, np.from_dlpack(bare)).astype(dtype)


def distinct_texts(array: Any) -> tuple[list[str], NDArray[np.int32]]:
    """Return the distinct texts of an Arrow array and each row's index among them; a null is ""."""
    import pyarrow as pa

    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    texts = ["" if value is None else str(value) for value in encoded.dictionary.to_pylist()]
    indices = values_of(encoded.indices, np.int32, missing=len(texts))
    return [*texts, ""] if encoded.null_count else texts, indices
