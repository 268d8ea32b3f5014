"""Caught mails, kept as .eml files so that they survive a restart."""

import email
import email.policy
import time
from collections import deque
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import msgspec

#: Mails kept; the oldest goes first.
CAPACITY = 2_000


class Mail(msgspec.Struct, frozen=True):
    """One caught mail; `to` are the envelope's recipients, hidden copies included."""

    id: str
    at: datetime
    sender: str = msgspec.field(name="from")
    to: list[str]
    subject: str
    message_id: str
    text: str
    html: str


class MailStore:
    """The newest `CAPACITY` mails of a folder, newest first."""

    def __init__(self, folder: Path, capacity: int = CAPACITY) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._capacity = capacity
        self._mails: deque[Mail] = deque()
        for file in sorted(folder.glob("*.eml")):
            self._remember(read(file))

    def add(self, recipients: list[str], content: bytes) -> Mail:
        """Keep a mail as it came, under a header of its own for the envelope."""
        name = f"{time.time_ns():020d}.eml"
        envelope = f"X-Envelope-To: {', '.join(recipients)}\r\n".encode()
        partial = self._folder / f".{name}"
        partial.write_bytes(envelope + content)
        file = partial.replace(self._folder / name)
        mail = read(file)
        self._remember(mail)
        return mail

    def all(self) -> list[Mail]:
        """Every mail, newest first."""
        return list(self._mails)

    def get(self, mail_id: str) -> Mail | None:
        """The mail of an id, while it is kept."""
        return next((mail for mail in self._mails if mail.id == mail_id), None)

    def _remember(self, mail: Mail) -> None:
        self._mails.appendleft(mail)
        while len(self._mails) > self._capacity:
            (self._folder / f"{self._mails.pop().id}.eml").unlink()


def read(file: Path) -> Mail:
    """A kept mail; its arrival is in its file's name."""
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    return Mail(
        id=file.stem,
        at=datetime.fromtimestamp(int(file.stem) / 1e9, UTC),
        sender=str(message["From"] or ""),
        to=[part.strip() for part in str(message["X-Envelope-To"]).split(",")],
        subject=str(message["Subject"] or ""),
        message_id=str(message["Message-ID"] or ""),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, subtype: str) -> str:
    body = message.get_body((subtype,))
    if body is None:
        return ""
    # A charset that is unknown or lies must not hide the mail.
    charset = body.get_content_charset("utf-8")
    content = body.get_payload(decode=True)
    try:
        return bytes(content).decode(charset, "replace")
    except LookupError:
        return bytes(content).decode("utf-8", "replace")
