"""`tether.py PARENT UID PROGRAM [ARGUMENT …]`: becomes PROGRAM, which the kernel ends when PARENT dies.

A small program of its own, because the tie must be made in the child between fork and exec, where Python code of a
process with threads must not run. UID is a number to become first, or "-". Outside Linux it only becomes PROGRAM:
there backend/keeper.py alone watches the parent.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def become(uid: int) -> None:
    """Drops to an unprivileged user for good. Raises OSError when that is not allowed."""
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def tie(parent: int) -> None:
    """Asks the kernel for SIGTERM at the parent's death. Must follow `become`, which would undo it."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
    if os.getppid() != parent:  # it died before the tie was made
        sys.exit(1)


def main(arguments: list[str]) -> None:
    """Becomes the program; says so and exits with 127 when it cannot be started."""
    parent, uid, program, *_ = arguments
    if uid != "-":
        become(int(uid))
    tie(int(parent))
    try:
        os.execvp(program, arguments[2:])
    except OSError as problem:
        sys.stderr.write(f"{program}: {problem.strerror}\n")
        sys.exit(127)


if __name__ == "__main__":
    main(sys.argv[1:])
