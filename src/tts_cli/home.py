"""The data directory of one ecosystem: secrets, lock, logs and the engines' folder."""

import contextlib
import fcntl
import os
import secrets
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tts_cli.account import Account
from tts_cli.errors import UpError
from tts_contracts.identity import AccountKind, RoleClaim

SECRETS = ("TTS_SECRET_KEY", "TTS_GATEWAY_TOKEN", "TTS_POSTGRES_PASSWORD", "TTS_VALKEY_PASSWORD")

#: Where root keeps the engines' files when their user cannot reach the data directory.
SYSTEM_FOLDER = Path("/var/lib/tts")

_MAKING = threading.Lock()


class DemoAccount(msgspec.Struct, frozen=True):
    """An account made at the first start; its file is all that knows the password."""

    email: str
    password: str
    kind: AccountKind
    roles: list[RoleClaim]
    full_name: str
    department: str | None = None

    def holds(self, system: str, role: str | None = None) -> bool:
        """Whether the account has a role, or any role, of a system."""
        return any(r.system == system and role in (None, r.role) for r in self.roles)


@dataclass(frozen=True)
class Home:
    """The directory given by `--data`, absolute."""

    path: Path

    @property
    def logs(self) -> Path:
        """One file per process when detached."""
        return self.path / "logs"

    @property
    def state(self) -> Path:
        """What runs, for `tts status` and `tts down`."""
        return self.path / "processes.json"

    @property
    def settings(self) -> Path:
        """The settings of what was last started here, for commands beside it."""
        return self.path / "settings.env"

    @property
    def accounts(self) -> Path:
        """The demo accounts and their passwords."""
        return self.path / "demo-accounts.json"

    def accounts_file(self, *, demo: bool) -> Path:
        """The first accounts of an installation and their passwords."""
        return self.accounts if demo else self.path / "first-account.json"

    @property
    def mails(self) -> Path:
        """What the mail catcher caught."""
        return self.path / "mails"

    def make(self) -> None:
        """Make the directory where it is missing."""
        # An engine's user must pass through, and may see nothing.
        self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
        self.logs.mkdir(mode=0o700, exist_ok=True)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the directory for this process; raises `UpError` naming who has it."""
        descriptor = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UpError(
                    f"{self.path} is in use by pid {file.read().strip() or 'unknown'}: "
                    "`tts status` shows what runs, `tts down` stops it"
                ) from None
            file.truncate()
            file.write(str(os.getpid()))
            file.flush()
            yield
            file.seek(0)
            file.truncate()

    def holder(self) -> int | None:
        """The pid of the process that holds the lock."""
        try:
            file = self._lock_file.open("r+")
        except FileNotFoundError:
            return None
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(file.read() or 0) or None
        return None

    def secrets(self) -> dict[str, str]:
        """The secrets of this directory, made at the first call."""
        file = self.path / "secrets.env"
        known = read_environment(file)
        if missing := [name for name in SECRETS if name not in known]:
            known |= {name: secrets.token_urlsafe(32) for name in missing}
            write_environment(file, known)
        return known

    def engines(self, account: Account) -> Path:
        """The engines' folder: elsewhere, by a link, when their user cannot reach this one."""
        # Engines are launched side by side, and each asks.
        with _MAKING:
            return self._made_engines(account)

    def _made_engines(self, account: Account) -> Path:
        folder = self.path / "engines"
        if folder.exists():
            return folder.resolve()
        if account.can_reach(folder):
            folder.mkdir()
        else:
            if not SYSTEM_FOLDER.exists():
                SYSTEM_FOLDER.mkdir()
                SYSTEM_FOLDER.chmod(0o755)  # whatever the umask
            # A name of its own: a new data directory must not find another one's databases.
            folder.unlink(missing_ok=True)
            folder.symlink_to(tempfile.mkdtemp(dir=SYSTEM_FOLDER))
        account.own(folder.resolve(), 0o700)
        return folder.resolve()

    @property
    def _lock_file(self) -> Path:
        return self.path / "lock"


def read_environment(file: Path) -> dict[str, str]:
    """The NAME=value lines of a file; empty when there is none."""
    try:
        lines = file.read_text().splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def write_environment(file: Path, values: Mapping[str, str]) -> None:
    """Replace a file of NAME=value lines at once, readable by its owner only."""
    write_private(file, "".join(f"{name}={value}\n" for name, value in values.items()))


def write_private(file: Path, text: str) -> None:
    """Replace a file at once, readable by its owner only."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
    Path(name).replace(file)
