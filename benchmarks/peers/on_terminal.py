"""Runs a command on a pseudo-terminal: processor time of all its processes, the largest one's memory, the longest silence."""

import json
import os
import pty
import resource
import sys
import time

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
began = last = time.monotonic()
silence = 0.0
output = b""
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        chunk = b""
    now = time.monotonic()
    silence = max(silence, now - last)
    last = now
    if not chunk:
        break
    output = (output + chunk)[-4000:]
_, status = os.waitpid(pid, 0)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = time.monotonic() - began
print(
    json.dumps(
        {
            "code": os.waitstatus_to_exitcode(status),
            "ms": 1000 * (usage.ru_utime + usage.ru_stime),
            "peakMiB": usage.ru_maxrss / 1024,
            "silence": silence,
            "seconds": seconds,
            "output": output.decode(errors="replace"),
        }
    )
)
