"""`jtsc compile`: a strategy into the cache, or one of the stages on the way to it."""

from pathlib import Path

import click

from jtsc.cli.diagnose import print_diagnostics
from jtsc.files import read_strategy
from jtsc.frontend import Frontend
from jtsc.source import Source

STAGES = ("ast", "hir", "mir", "python", "llvm")


@click.command(name="compile")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--emit", type=click.Choice(STAGES), help="Print a stage instead of compiling into the cache.")
@click.option("--after", metavar="PASS", help="With --emit mir: the program after this pass.")
def compile_(file: Path, emit: str | None, after: str | None) -> int:
    """Compile a strategy, or show how it is.

    Compiling also happens by itself before a run; what is unchanged is taken from the cache.

    \b
    Examples:
      jtsc compile strategies/sma_crossover.jts
      jtsc compile strategies/sma_crossover.jts --emit python
      jtsc compile strategies/sma_crossover.jts --emit mir --after lower
    """
    if after is not None and emit != "mir":
        raise click.UsageError("--after goes with --emit mir")
    if emit in (None, "llvm"):
        return _compile(file, show_llvm=emit == "llvm")
    checked = Frontend().check(Source.from_text(read_strategy(file), str(file)))
    print_diagnostics(checked.source, checked.diagnostics)
    if emit == "ast" and checked.tree is not None:
        from jtsc.ir.dump import dump_tree

        click.echo(dump_tree(checked.tree))
    elif checked.hir is not None:
        click.echo(_stage(checked, str(emit), after))
    return 0 if checked.hir is not None else 1


def _compile(file: Path, *, show_llvm: bool) -> int:
    from jtsc.driver import Rejected, compile_file, load_kernel

    try:
        compiled = compile_file(file)
    except Rejected as rejected:
        print_diagnostics(rejected.source, rejected.diagnostics)
        return 1
    from jtsc.codegen.machine import compile_scan, scan_llvm

    kernel = load_kernel(compiled.artifact)
    compile_scan(kernel, compiled.artifact)
    if show_llvm:
        click.echo(scan_llvm(kernel))
    else:
        click.echo(f"{compiled.artifact.name}: {compiled.artifact.kernel_path}")
    return 0


def _stage(checked: object, emit: str, after: str | None) -> str:
    from jtsc.frontend import Checked
    from jtsc.ir.dump import dump_mir, dump_tree
    from jtsc.passes import PASS_NAMES, run_passes

    assert isinstance(checked, Checked)
    assert checked.hir is not None
    if emit == "hir":
        return dump_tree(checked.hir)
    if after is not None and after not in PASS_NAMES:
        raise click.UsageError(f"there is no pass {after}; passes are {', '.join(PASS_NAMES)}")
    mir = dict(run_passes(checked.hir))[after or PASS_NAMES[-1]]
    if emit == "mir":
        return dump_mir(mir)
    from jtsc.codegen.emit_python import emit_python
    from jtsc.codegen.warmup import WarmUp

    return emit_python(
        mir, checked.hir.name, WarmUp(checked.hir).of_program(), checked.source, annotate=True
    ).text
