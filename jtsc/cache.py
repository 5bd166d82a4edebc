"""The user's cache of compiled strategies, under a folder named by the toolchain.

numba notices neither a change in a kernel that another imports nor one in itself, so everything compiled,
by us and by numba, stands below a name made of all kernel sources and versions.
"""

import os
import sys
from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from pathlib import Path

from jtsc.errors import UserError
from jtsc.version import VERSION

# What machine code is made of: kernels with the constants and records frozen into them, and what emits them.
_COMPILED_FROM = {
    "stdlib": (".",),
    "jtsc": ("artifact.py", "check", "codegen", "ir", "passes", "syntax", "typesys"),
    "runtime": ("domain", "engine", "portfolio", "risk"),
}


def cache_root() -> Path:
    """Return the folder of all caches: `JTS_CACHE_DIR`, else the platform's."""
    chosen = os.environ.get("JTS_CACHE_DIR")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "jts" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "jts"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "jts"


@cache
def toolchain_hash() -> str:
    """Return a hash of all that decides which machine code a strategy becomes."""
    digest = blake2b(f"{VERSION} {sys.version_info[:3]}".encode(), digest_size=8)
    for distribution in ("numba", "llvmlite", "numpy"):
        try:
            digest.update(metadata.version(distribution).encode())
        except metadata.PackageNotFoundError:
            digest.update(b"-")
    for path, text in _sources():
        digest.update(path.encode())
        digest.update(text)
    return digest.hexdigest()


def _sources() -> list[tuple[str, bytes]]:
    found = []
    for package, parts in _COMPILED_FROM.items():
        root = Path(str(resources.files(package)))
        for part in parts:
            place = root / part
            files = [place] if place.is_file() else place.rglob("*")
            found += [
                (f"{package}/{file.relative_to(root).as_posix()}", file.read_bytes())
                for file in files
                if file.suffix in (".py", ".jts", ".lark")
            ]
    return sorted(found)


def toolchain_folder() -> Path:
    """Return the folder of this toolchain, made if need be."""
    folder = cache_root() / toolchain_hash()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"the cache folder {folder} cannot be written: {error.strerror}",
            "set JTS_CACHE_DIR to a folder of yours",
        ) from None
    return folder


def store(path: Path, text: str) -> None:
    """Write a file so that another process sees it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, "utf-8")
        os.replace(temporary, path)
    except OSError as error:
        raise UserError(
            f"{path} cannot be written: {error.strerror}",
            "free some space, or set JTS_CACHE_DIR to another folder",
        ) from None
