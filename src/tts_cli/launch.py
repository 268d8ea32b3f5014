"""Become an account and then a program that ends with its parent; run as a script.

A script, not `preexec_fn`: the supervisor has threads, and after a fork of those only exec is safe.
Arguments: the supervisor's pid, the signal for its death, uid, gid (-1 keeps them), the program.
"""

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(number: int) -> None:
    """Ask Linux to send this process a signal when the one that forked it ends."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")


def launch(parent: int, death_signal: int, uid: int, gid: int, argv: list[str]) -> None:
    """Never returns; raises OSError when the account or the program cannot be had."""
    if gid != -1:
        os.setgroups([])
        os.setgid(gid)
    if uid != -1:
        os.setuid(uid)
    die_with_parent(death_signal)  # after setuid, which clears it
    if os.getppid() != parent:
        sys.exit("the supervisor is gone")
    os.execv(argv[0], argv)  # noqa: S606 - this is the file's purpose


if __name__ == "__main__":
    first, second, third, fourth = map(int, sys.argv[1:5])
    launch(first, second, third, fourth, sys.argv[5:])
