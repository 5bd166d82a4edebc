"""Run a command and print what it took, as JSON; run as a program of its own.

A process counts as its own the memory of the one that started it, up to the moment it begins. This one is
small; a test run is not.
"""

import json
import os
import subprocess
import sys
import time

begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
assert process.stdout is not None
with process.stdout as stdout:
    out = stdout.read()
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
seconds = time.perf_counter() - begin
print(json.dumps({"out": out, "seconds": seconds, "peak_bytes": usage.ru_maxrss * 1024}))
sys.exit(process.returncode)
