"""Where the links of a mail lead."""

from urllib.parse import quote, urlsplit

from tts_kit.settings import Settings

_APPS = {"staff": "main-app", "employee": "helpdesk-app"}


def app_url(settings: Settings, app: str) -> str:
    """A single-page app, which is served on the gateway's host at a port of its own."""
    gateway = urlsplit(settings.gateway_url)
    return f"{gateway.scheme}://{gateway.hostname}:{settings.port(app)}"


def ticket_url(settings: Settings, kind: str, ticket: str) -> str:
    """The page of a ticket in the app that people of the kind use."""
    return f"{app_url(settings, _APPS[kind])}/ticket/{quote(ticket, safe='')}"
