"""Fail when a source file passes the line ceiling: a long file is one that should be split."""

import subprocess
import sys
from pathlib import Path

CEILING = 400
# Tables that read better whole; each entry says why.
ALLOWED: dict[str, str] = {
    "jtsc/diagnostics/catalogue_en.py": "a table: the text of every code",
    "jtsc/diagnostics/catalogue_ko.py": "a table: the text of every code",
    "jtsc/ir/hir.py": "the node types of a checked program, all in one place",
}


def main() -> int:
    """List every tracked Python file over the ceiling; exit 1 if there is one."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    lengths = {
        name: len(Path(name).read_text("utf-8").splitlines()) for name in listed if Path(name).exists()
    }
    long = {name: n for name, n in lengths.items() if n > CEILING and name not in ALLOWED}
    for name, n in sorted(long.items()):
        print(f"{name}: {n} lines, over {CEILING}: split it, or add it to ALLOWED with the reason")
    stale = [name for name in ALLOWED if lengths.get(name, 0) <= CEILING]
    for name in stale:
        print(f"{name}: in ALLOWED but not over {CEILING} lines: take it out")
    return 1 if long or stale else 0


if __name__ == "__main__":
    sys.exit(main())
