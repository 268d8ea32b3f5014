"""The mail server, as the worker that sends mails reaches it."""

from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

from tts_cli.doctor.findings import TIMEOUT, Check, Unsuitable
from tts_kit.settings import Settings
from tts_notify.mail.smtp import connect


def checks(settings: Settings, mail_to: str | None) -> list[Check]:
    """Those of a deployment; one mail is sent where an address is given."""
    found: list[Check] = [("mail", smtp(settings.smtp_url))]
    if mail_to:
        found.append((f"mail to {mail_to}", _send(settings, mail_to)))
    return found


async def smtp(url: str) -> str:
    """Sign in and leave; raises `Unsuitable`, OSError or SMTPException."""
    parts = urlsplit(url)
    client = await connect(url, timeout=TIMEOUT)
    is_secret = parts.scheme == "smtps" or parse_qs(parts.query).get("starttls") == ["true"]
    async with client:
        await client.ehlo()
        offers = client.supports_extension("starttls")
    if parts.username and not is_secret:
        advice = "add ?starttls=true to TTS_SMTP_URL" if offers else "use smtps://"
        raise Unsuitable(f"is sent its password in the clear: {advice}")
    signed_in = f"signed in as {parts.username}" if parts.username else "without signing in"
    return f"{parts.hostname}, {'TLS' if is_secret else 'no TLS'}, {signed_in}"


async def _send(settings: Settings, address: str) -> str:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.mail_from, address, "A test of TTS"
    mail.set_content("`tts doctor` sent this mail to see whether mails arrive.")
    async with await connect(settings.smtp_url, timeout=TIMEOUT) as client:
        await client.send_message(mail)
    return "was taken; see whether it arrives"
