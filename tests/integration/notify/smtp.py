"""A real SMTP server whose behaviour a test decides."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

#: Says the answer to a mail's end; `250` takes it.
Answer = Callable[[EmailMessage], str]


class MailServer:
    """Keeps the mails it takes, and counts the connections they came over."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self.mails: list[EmailMessage] = []
        #: Of all envelopes.
        self.recipients: list[str] = []
        self.connections: list[SMTP] = []
        self.answer: Answer = lambda _: "250 OK"
        self.refused: str | None = None
        self.open = asyncio.Event()
        self.open.set()

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take a recipient, unless all are refused."""
        if self.refused:
            return self.refused
        envelope.rcpt_tos.append(address)
        self.recipients.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a mail once the server is open, with the answer of the test."""
        await self.open.wait()
        content = cast(bytes, envelope.content)
        mail = message_from_bytes(content, policy=policy.default)
        answer = self.answer(mail)
        if answer.startswith("250"):
            self.mails.append(mail)
        return answer

    def protocol(self) -> SMTP:
        """One connection."""
        made = SMTP(self, enable_SMTPUTF8=True, loop=asyncio.get_running_loop())
        self.connections.append(made)
        return made

    def hang_up(self) -> None:
        """Close every connection, as servers do to idle clients."""
        for connection in self.connections:
            if connection.transport is not None:
                connection.transport.close()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A server on a free port."""
    made: list[MailServer] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: made[0].protocol(), "127.0.0.1", 0)
    made.append(MailServer(server.sockets[0].getsockname()[1]))
    try:
        yield made[0]
    finally:
        made[0].open.set()
        made[0].hang_up()
        server.close()
        await server.wait_closed()
