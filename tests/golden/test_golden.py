"""Each stage of the compiler on small strategies: `<stage>/<case>.jts` gives `<case>.expected`."""

from pathlib import Path

import pytest

from jtsc.codegen.emit_python import emit_python
from jtsc.codegen.warmup import WarmUp
from jtsc.diagnostics import CODES
from jtsc.diagnostics.catalogue_en import MESSAGES
from jtsc.diagnostics.render import message_of, render_text
from jtsc.frontend import Checked, Frontend
from jtsc.ir.dump import dump_mir, dump_tree
from jtsc.passes import run_passes
from jtsc.source import Source

FOLDER = Path(__file__).parent
CASES = sorted(file for file in FOLDER.glob("*/*.jts"))
LONGEST = 80  # lines that a person still reads


def render_parse(checked: Checked) -> str:
    assert checked.tree is not None
    return dump_tree(checked.tree)


def render_check(checked: Checked) -> str:
    return "\n\n".join(render_text(found, checked.source) for found in checked.diagnostics) or "no problems"


def render_ir(checked: Checked) -> str:
    """Show the program after lowering, then after each pass that changes it."""
    assert checked.hir is not None, render_check(checked)
    shown: list[str] = []
    last = ""
    for name, mir in run_passes(checked.hir):
        text = dump_mir(mir)
        shown.append(f"{name}: no change" if text == last else f"{name}:\n{text}")
        last = text
    return "\n\n".join(shown)


def render_codegen(checked: Checked) -> str:
    assert checked.hir is not None, render_check(checked)
    mir = dict(run_passes(checked.hir))["drop_unused"]
    warmup = WarmUp(checked.hir).of_program()
    return emit_python(mir, checked.hir.name, warmup, checked.source, annotate=True).text.rstrip()


RENDER = {"parse": render_parse, "check": render_check, "ir": render_ir, "codegen": render_codegen}


def check(file: Path) -> Checked:
    return Frontend().check(Source.from_text(file.read_text("utf-8"), file.name))


@pytest.mark.parametrize("file", CASES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_golden(file: Path, request: pytest.FixtureRequest) -> None:
    rendered = RENDER[file.parent.name](check(file)) + "\n"
    expected = file.with_suffix(".expected")
    if request.config.getoption("--update-golden", default=False):
        expected.write_text(rendered, "utf-8")
    assert rendered == expected.read_text("utf-8")
    assert file.parent.name == "codegen" or rendered.count("\n") <= LONGEST


def test_expected_files_belong_to_cases() -> None:
    assert sorted(FOLDER.glob("*/*.expected")) == [file.with_suffix(".expected") for file in CASES]


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_case_that_is_nothing_else(code: str) -> None:
    """The case is named after the code and shows that code alone, with every placeholder filled."""
    (file,) = FOLDER.glob(f"check/{code}_*.jts")
    assert file.stem == f"{code}_{CODES[code].name.replace('-', '_')}"
    found = check(file).diagnostics
    assert {diagnostic.code for diagnostic in found} == {code}
    assert all(part.strip() for diagnostic in found for part in message_of(diagnostic))


def test_codes_and_words_are_the_same_set() -> None:
    assert list(MESSAGES) == list(CODES)
