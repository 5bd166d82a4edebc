"""The project's `jts.toml`, looked for from a file's folder upwards."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from jtsc.errors import UserError

NAME = "jts.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """What a `jts.toml` says; its patterns are relative to its folder."""

    folder: Path
    format_exclude: tuple[str, ...] = ()

    def is_kept_as_it_is(self, path: Path) -> bool:
        """Return whether `[fmt] exclude` names a file, a folder above it or a pattern (`old/*.jts`)."""
        name = path.resolve().relative_to(self.folder).as_posix()
        return any(
            fnmatch(name, pattern) or name.startswith(f"{pattern.rstrip('/')}/")
            for pattern in self.format_exclude
        )


def find_project(path: Path) -> Project | None:
    """Return the project that a file belongs to; raises `UserError` where its `jts.toml` is no good."""
    return next(filter(None, map(_project_of, path.resolve().parents)), None)


@cache
def _project_of(folder: Path) -> Project | None:
    file = folder / NAME
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}", "check its permissions") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{file} is no TOML: {error}", "mend it; nothing was changed") from None
    section = settings.get("fmt", {})
    exclude = section.get("exclude", []) if isinstance(section, dict) else None
    if not isinstance(exclude, list) or not all(isinstance(pattern, str) for pattern in exclude):
        raise UserError(
            f"{file}: `exclude` of [fmt] is no list of texts",
            'write exclude = ["strategies/kept.jts"] below [fmt]',
        )
    return Project(folder, tuple(exclude))
