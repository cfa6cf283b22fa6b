# Runs one Python program and tells how long the run took: python3 time_python.py FILE.
#
# The counterpart of time-vsl.ts: the clock runs around the execution of the compiled module alone, in a fresh process.
# What the program prints goes to stdout, the time to stderr.

import sys
from time import perf_counter

path = sys.argv[1]
with open(path, encoding="utf-8") as file:
    code = compile(file.read(), path, "exec")

start = perf_counter()
exec(code, {"__name__": "__main__"})
elapsed = perf_counter() - start

sys.stdout.flush()
sys.stderr.write(f"elapsed-ms: {elapsed * 1000:.3f}\n")
