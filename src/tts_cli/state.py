"""What runs, in a file, so that `tts status` and `tts down` need not ask the supervisor."""

from pathlib import Path

import msgspec

from tts_cli.home import write_private
from tts_cli.system import end

LEFTOVER_GRACE = 10.0


class Record(msgspec.Struct, frozen=True):
    """One process that was started; `started` tells it from a later one with the same pid."""

    process: str
    pid: int
    started: float
    url: str | None
    #: Asked by `tts_cli.probe.ready`; may hold a password, so the file is private.
    probe: str | None


def save(file: Path, records: list[Record]) -> None:
    """Replace the file."""
    write_private(file, msgspec.json.encode(records).decode())


def load(file: Path) -> list[Record]:
    """The processes of the file; empty when there is none."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[Record])
    except FileNotFoundError:
        return []


def end_leftovers(file: Path) -> bool:
    """End what a killed supervisor left, for the holder of its lock; whether there was a record."""
    records = load(file)
    end([(record.pid, record.started) for record in records], LEFTOVER_GRACE)
    file.unlink(missing_ok=True)
    return bool(records)
