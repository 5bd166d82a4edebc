"""The HTML report in a real browser: it draws, and neither complains nor asks for anything."""

import re
import shutil
import subprocess

import pytest

from runtime.backtest.report.html import write_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=2000",
)
PROBE = """<script>addEventListener("load", () => {
  document.body.dataset.requests = performance.getEntriesByType("resource").length;
  document.querySelector("#trades tbody tr").click();
});</script>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: the Debian package chromium")


@pytest.mark.parametrize("size", ["1280,900", "390,844"], ids=["desktop", "phone"])
def test_it_draws_in_silence_and_alone(make_run, tmp_path, size):
    run = make_run(symbols=("005930", "</script>종목"))
    path = tmp_path / "report.html"
    write_html(path, run.summary, *run.parts)
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", f"{PROBE}</body>"), encoding="utf-8")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [CHROMIUM, *FLAGS, profile, f"--window-size={size}", "--dump-dom", path.as_uri()]
    browser = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    page = re.sub(r"<script.*?</script>", "", browser.stdout, flags=re.DOTALL)
    assert not re.findall(r".*CONSOLE.*", browser.stderr)
    assert 'data-requests="0"' in page
    assert page.count("<canvas") >= 3
    assert "Sharpe" in page
    assert page.count("<option") == 2
    assert page.count('title="Show on the chart"') == len(run.outcome.trades)
    assert "trailing stop" in page.split('id="trades"')[1]
