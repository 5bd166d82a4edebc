"""One process at a time in a folder: a second engine on the same files would destroy them."""

import os
from pathlib import Path

from runtime.storage.errors import StorageError

LOCK_NAME = "lock"


class FolderLock:
    """Held from its creation until `release`, or until the process ends in whatever way."""

    def __init__(self, folder: Path) -> None:
        """Take the folder.

        Raises:
            StorageError: it is taken.
            OSError: the lock's file cannot be written.
        """
        import fcntl  # there is none on Windows, and neither is chDB

        self._descriptor: int | None = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip()
            self.release()
            raise StorageError(
                f"the store {folder} is in use by another process{f' ({holder})' if holder else ''}",
                "wait until it is done, or use another folder with --store",
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the folder back; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
