"""Whether the store can be opened."""

from collections.abc import Iterator
from importlib.util import find_spec

from runtime.cli.doctor.finding import Finding, Status
from runtime.domain.errors import RunError


def check_store() -> Iterator[Finding]:
    from runtime.app import open_store
    from runtime.storage.data_folder import data_folder

    folder = data_folder() / "store"
    if not folder.exists():
        yield Finding("store", Status.OK, "there is none yet", "fill one with `jtsc data import FILE`")
        return
    if find_spec("chdb") is None:
        yield Finding("store", Status.WARNING, f"{folder} cannot be opened without chdb")
        return
    try:
        with open_store():
            yield Finding("store", Status.OK, str(folder))
    except RunError as error:
        yield Finding("store", Status.PROBLEM, error.message, error.hint)
