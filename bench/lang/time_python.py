# Runs one Python program several times and tells how long that took: python3 time_python.py FILE RUNS.
#
# The counterpart of time-vsl.ts: the clock runs around the execution of the compiled module alone, each time with fresh
# globals. What the program prints goes to stdout, the time of the first run and the best time to stderr.

import io
import sys
from contextlib import redirect_stdout
from time import perf_counter

path = sys.argv[1]
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 1
with open(path, encoding="utf-8") as file:
    code = compile(file.read(), path, "exec")

times = []
output = None
for run in range(runs):
    printed = io.StringIO()
    with redirect_stdout(printed):
        start = perf_counter()
        exec(code, {"__name__": "__main__"})
        times.append(perf_counter() - start)
    if output is None:
        output = printed.getvalue()
    elif printed.getvalue() != output:
        sys.exit(f"run {run + 1} printed something else: {printed.getvalue()}")

sys.stdout.write(output)
sys.stdout.flush()
sys.stderr.write(f"first-ms: {times[0] * 1000:.3f}\nelapsed-ms: {min(times) * 1000:.3f}\n")
