"""What a test may ask of a running ecosystem, whoever runs its processes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import msgspec

from tts_cli.engines import postgres
from tts_cli.home import DemoAccount, Home
from tts_contracts.queues import Service
from tts_kit.migrate import with_database
from tts_kit.settings import PORTS

#: No limit of the gateway may be what a test measures.
UNLIMITED = {
    "TTS_RATE_LIMIT_PER_MINUTE": "1000000",
    "TTS_RATE_LIMIT_PUBLIC_PER_MINUTE": "1000000",
}


@dataclass(frozen=True)
class Ecosystem:
    """One on a PostgreSQL and a mail catcher of its own."""

    home: Home
    offset: int
    #: Where the messages are.
    broker_url: str

    def accounts(self, system: str, role: str) -> list[DemoAccount]:
        """The demo accounts that hold a role."""
        accounts = msgspec.json.decode(self.home.accounts.read_bytes(), type=list[DemoAccount])
        return [account for account in accounts if account.holds(system, role)]

    async def fetch(self, service: Service, query: str, *values: Any) -> list[asyncpg.Record]:
        """Rows of a service's database, read as the superuser."""
        password = self.home.secrets()["TTS_POSTGRES_PASSWORD"]
        url = with_database(postgres.url(password, self.offset), f"tts_{service}")
        connection = await asyncpg.connect(url)
        try:
            rows: list[asyncpg.Record] = await connection.fetch(query, *values)
            return rows
        finally:
            await connection.close()

    async def head(self, service: Service, stream: str) -> int:
        """The `seq` of a stream's newest frame."""
        query = "SELECT coalesce(max(seq), 0) AS seq FROM streams WHERE name = $1"
        (row,) = await self.fetch(service, query, stream)
        return int(row["seq"])

    @property
    def mail_page(self) -> str:
        """Where the mail catcher shows what it caught."""
        return f"http://127.0.0.1:{PORTS['mail'] + self.offset}"

    async def mails(self) -> list[dict[str, Any]]:
        """Every mail that was caught, as Mailpit lists them."""
        async with httpx.AsyncClient(base_url=self.mail_page) as client:
            answer = (await client.get("/api/v1/messages")).raise_for_status()
        mails: list[dict[str, Any]] = answer.json()["messages"]
        return mails


@contextmanager
def engines_folder(kept: Path) -> Iterator[Path]:
    """A folder that the engines' user may pass through, which pytest's own forbid.

    What is logged below it is in `kept` afterwards.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        try:
            yield folder
        finally:
            for logs in folder.glob("**/logs"):
                shutil.copytree(logs, kept / "-".join(logs.relative_to(folder).parts[:-1]))
