"""One SMTP connection per process, kept open between mails."""

import asyncio
from urllib.parse import parse_qs, unquote, urlsplit
from weakref import WeakKeyDictionary

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from tts_kit.db import Database
from tts_notify.mail.compose import Mail

#: Seconds for the connection and for each command.
_TIMEOUT = 10


async def connect(url: str, timeout: float = _TIMEOUT) -> SMTP:
    """Sign in at `smtp[s]://[user:password@]host:port[?starttls=true]`, with seconds for each step.

    Raises `SMTPException` or `OSError`.
    """
    parts = urlsplit(url)
    client = SMTP(
        hostname=parts.hostname,
        port=parts.port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=parse_qs(parts.query).get("starttls") == ["true"],
        timeout=timeout,
    )
    await client.connect()
    return client


class Mailer:
    """Sends mails one after the other to the server at a URL."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: SMTP | None = None
        self._lock = asyncio.Lock()

    async def send(self, mail: Mail) -> None:
        """Hand a mail to the server; raises `SMTPException` or `OSError` when it was not taken."""
        async with self._lock:
            reused = self._client is not None
            try:
                await self._attempt(mail)
            except SMTPServerDisconnected:
                if not reused:
                    raise
                # The server had enough of an idle connection.
                await self._attempt(mail)

    async def _attempt(self, mail: Mail) -> None:
        if self._client is None:
            self._client = await connect(self._url)
        try:
            await self._client.sendmail(mail.sender, mail.recipient, mail.content)
        except (SMTPResponseException, SMTPRecipientsRefused):
            # A refused mail leaves the connection as good as it was, unless the server closed it.
            if not self._client.is_connected:
                self._client = None
            raise
        except BaseException:
            self._client.close()
            self._client = None
            raise

    async def close(self) -> None:
        """Leave the server."""
        async with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None


def is_final(error: Exception) -> bool:
    """Whether the server refused this mail for good, so that another attempt would be the same."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in error.recipients)
    return isinstance(error, SMTPDataError) and error.code >= 500


_mailers: WeakKeyDictionary[Database, Mailer] = WeakKeyDictionary()


def mailer_of(database: Database) -> Mailer:
    """The mailer of the process that works with this database."""
    if database not in _mailers:
        _mailers[database] = Mailer(database.settings.smtp_url)
    return _mailers[database]
