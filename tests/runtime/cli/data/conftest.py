"""`jtsc data` in this process, on a store of its own, and a small file with every kind of row."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jtsc.cli import main

pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")

# Two good days and a halt of AAA, one good day and a bad row of BBB.
ROWS = """\
timestamp,symbol,open,high,low,close,volume
2024-01-02,AAA,100,110,90,105,1000
2024-01-03,AAA,0,0,0,105,0
2024-01-04,AAA,105,120,100,119.5,2000
2024-01-02,BBB,10,11,9,10,500
2024-01-03,BBB,10,9,11,10,500
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Result]:
    """Run `jtsc data` with arguments in the test's folder, where the file `bars.csv` is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("JTS_DATA_DIR", str(tmp_path / "records"))
    (tmp_path / "bars.csv").write_text(ROWS, "utf-8")

    def run(*args: str) -> Result:
        with pytest.raises(SystemExit) as stop:
            main(["data", *args])
        assert isinstance(stop.value.code, int)
        return Result(stop.value.code, *capsys.readouterr())

    return run
