"""Runs a command and writes its resource usage, including its children: RESULT COMMAND [ARGUMENT...]."""

import json
import os
import signal
import sys
import time


def main(result, command):
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        os.execvp(command[0], command)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: os.kill(child, received))
    # When a child is waited for, Linux adds the usage of its own ended children.
    _, status, usage = os.wait4(child, 0)
    with open(result, "w", encoding="utf-8") as file:
        json.dump(
            {
                "wall_s": time.monotonic() - start,
                "cpu_s": usage.ru_utime + usage.ru_stime,
                "rss_mb": usage.ru_maxrss * 1024 / 1e6,
            },
            file,
        )
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    code = main(sys.argv[1], sys.argv[2:])
    sys.exit(code if code >= 0 else 128 - code)
