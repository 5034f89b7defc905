"""Runs a command and writes down what it took.

    python -S measured.py FILE COMMAND...     FILE is JSON: {"seconds", "processor", "megabytes"}

Seconds by the wall clock, processor seconds of the command and its children, and the peak resident memory of the largest
of them. A small process in between, as Linux counts a parent's memory as its child's where the child is started from it.
"""

import json
import os
import sys
import time


def main() -> None:
    start = time.perf_counter()
    child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
    _, status, usage = os.wait4(child, 0)
    took = {
        "seconds": time.perf_counter() - start,
        "processor": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1000,
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(took, file)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
