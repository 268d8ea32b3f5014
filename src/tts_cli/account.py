"""Whom engines run as: the caller, or an unprivileged user when the caller is root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from tts_cli.errors import UpError

#: PostgreSQL refuses to run as root; this user exists on every Linux and macOS.
UNPRIVILEGED_USER = "nobody"


@dataclass(frozen=True)
class Account:
    """A user and group as numbers; -1 leaves the caller's own."""

    uid: int = -1
    gid: int = -1

    @property
    def changes(self) -> bool:
        """Whether this is another user than the caller."""
        return self.uid != -1

    def own(self, path: Path, mode: int) -> None:
        """Give a path that the caller has just made to this account."""
        os.chown(path, self.uid, self.gid)
        path.chmod(mode)

    def can_reach(self, path: Path) -> bool:
        """Whether every folder above `path` lets this account through by its mode."""
        if not self.changes:
            return True
        return all(_lets_through(parent.stat(), self) for parent in path.resolve().parents)


def _lets_through(folder: os.stat_result, account: Account) -> bool:
    if folder.st_uid == account.uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == account.gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def engine_account() -> Account:
    """The account of the engines; raises `UpError` when root finds no unprivileged user."""
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwnam(UNPRIVILEGED_USER)
    except KeyError:
        raise UpError(
            f"PostgreSQL does not run as root and there is no user {UNPRIVILEGED_USER!r}: "
            "run this as an ordinary user, or give TTS_DATABASE_URL"
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)
