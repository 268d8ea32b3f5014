"""The mail catcher: an SMTP server that delivers to a page instead of to people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from litestar import Litestar, MediaType, Response, get
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from tts_cli.engines.mail_store import Mail, MailStore

MAIL_BYTES = 10_000_000

#: Mails may bring any HTML: it is shown in a frame without scripts, forms or an origin.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; img-src data:"

_PAGES = jinja2.Environment(
    loader=jinja2.DictLoader(
        {
            "layout": """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{{ title }}</title>
<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{width:100%;border-collapse:collapse}td,th{padding:.4rem;text-align:left;vertical-align:top}
tr+tr{border-top:1px solid #ccc}pre{white-space:pre-wrap}iframe{width:100%;height:30rem}</style>
<h1>{{ title }}</h1>{% block body %}{% endblock %}</html>""",
            "list": """{% extends "layout" %}{% block body %}
<table><tr><th>At (UTC)<th>To<th>Subject</tr>{% for mail in mails %}
<tr><td>{{ mail.at.strftime("%Y-%m-%d %H:%M:%S") }}<td>{{ mail.to | join(", ") }}
<td><a href="/messages/{{ mail.id }}">{{ mail.subject or "(no subject)" }}</a></tr>
{% else %}<tr><td colspan="3">No mail yet.</tr>{% endfor %}</table>{% endblock %}""",
            "mail": """{% extends "layout" %}{% block body %}<p><a href="/">All mails</a></p>
<p>From {{ mail.sender }}<br>To {{ mail.to | join(", ") }}<br>{{ mail.message_id }}</p>
<pre>{{ mail.text }}</pre>
{% if mail.html %}<iframe sandbox title="HTML" srcdoc="{{ mail.html }}"></iframe>{% endif %}
{% endblock %}""",
        }
    ),
    autoescape=True,
)


class Catcher:
    """The aiosmtpd handler: every recipient is welcome."""

    def __init__(self, store: MailStore) -> None:
        self._store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep one mail; the SMTP reply comes after it is on disk."""
        content = envelope.original_content or b""
        await asyncio.to_thread(self._store.add, envelope.rcpt_tos, content)
        return "250 kept"


def create_app(store: MailStore, host: str, smtp_port: int, page_port: int) -> Litestar:
    """The page and its API; the SMTP server listens as long as the app lives."""

    @get("/api/v1/messages", sync_to_thread=False)
    def list_messages() -> dict[str, Any]:
        mails = store.all()
        return {"total": len(mails), "messages": [_as_mailpit(mail) for mail in mails]}

    @get("/", media_type=MediaType.HTML, sync_to_thread=False)
    def show_list() -> Response[str]:
        return _page("list", title="Caught mail", mails=store.all())

    @get("/messages/{mail_id:str}", media_type=MediaType.HTML, sync_to_thread=False)
    def show_mail(mail_id: FromPath[str]) -> Response[str]:
        mail = store.get(mail_id)
        if mail is None:
            raise NotFoundException(f"mail {mail_id} is not kept")
        return _page("mail", title=mail.subject or "(no subject)", mail=mail)

    @asynccontextmanager
    async def smtp(_app: Litestar) -> AsyncIterator[None]:
        protocol = partial(
            SMTP, Catcher(store), data_size_limit=MAIL_BYTES, enable_SMTPUTF8=True, hostname="tts"
        )
        server = await asyncio.get_running_loop().create_server(protocol, host, smtp_port)
        async with server:
            yield

    return Litestar(
        [list_messages, show_list, show_mail],
        lifespan=[smtp],
        openapi_config=None,
        logging_config=None,
        # Mails hold sign-in links: a foreign name that resolves to this host gets nothing.
        allowed_hosts=AllowedHostsConfig(
            allowed_hosts=[f"{name}:{page_port}" for name in ("localhost", host)]
        ),
    )


def serve(folder: Path, host: str, smtp_port: int, page_port: int) -> None:
    """Run until SIGTERM."""
    app = create_app(MailStore(folder), host, smtp_port, page_port)
    uvicorn.run(app, host=host, port=page_port, log_level="warning", access_log=False)


def _as_mailpit(mail: Mail) -> dict[str, Any]:
    """The mail as Mailpit lists it, so that whatever reads one catcher reads the other."""
    name, sender = parseaddr(mail.sender)
    return {
        "ID": mail.id,
        "MessageID": mail.message_id.strip("<>"),
        "From": {"Name": name, "Address": sender},
        "To": [{"Name": "", "Address": address} for address in mail.to],
        "Subject": mail.subject,
        "Created": mail.at,
        "Snippet": mail.text[:200],
    }


def _page(template: str, **values: object) -> Response[str]:
    return Response(
        _PAGES.get_template(template).render(values),
        media_type=MediaType.HTML,
        headers={"Content-Security-Policy": _POLICY},
    )
