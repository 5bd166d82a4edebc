"""Run a command and print what it took, as JSON; run as a program of its own.

A process counts as its own the memory of the one that started it, up to the moment it begins. This one is
small; a test run is not.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

EVERY_S = 0.05


def watch(pid: int, peak: list[int]) -> None:
    """Keep the most memory that a process has without a file behind it, in bytes, for as long as it runs."""
    status = Path(f"/proc/{pid}/status")
    while status.exists():
        held = status.read_text("ascii").partition("RssAnon:")[2].split()
        if not held:  # it has ended, and is not yet waited for
            return
        peak[0] = max(peak[0], int(held[0]) * 1024)
        time.sleep(EVERY_S)


begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
assert process.stdout is not None
anonymous = [0]
watcher = threading.Thread(target=watch, args=(process.pid, anonymous))
watcher.start()
with process.stdout as stdout:
    out = stdout.read()
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
seconds = time.perf_counter() - begin
watcher.join()
memory = {"peak_bytes": usage.ru_maxrss * 1024, "anonymous_bytes": anonymous[0]}
print(json.dumps({"out": out, "seconds": seconds, **memory}))
sys.exit(process.returncode)
