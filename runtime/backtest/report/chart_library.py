"""TradingView's Lightweight Charts, as the installed package `lightweight-charts` carries it."""

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from runtime.backtest.report.errors import ReportError

PACKAGE = "lightweight-charts"
SCRIPT = "lightweight_charts/js/lightweight-charts.js"


def load_chart_library() -> str:
    """Return the JavaScript of the library, its licence header included.

    The package itself is not imported: it would bring pandas and a browser window.

    Raises:
        ReportError: the package is not installed, or holds no such file.
    """
    try:
        return Path(str(distribution(PACKAGE).locate_file(SCRIPT))).read_text(encoding="utf-8")
    except (PackageNotFoundError, OSError) as error:
        raise ReportError(
            f"the HTML report needs the package {PACKAGE}", 'install it: pip install "jts[research]"'
        ) from error
