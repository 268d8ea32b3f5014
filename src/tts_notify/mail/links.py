"""Where the links of a mail lead."""

from urllib.parse import quote

from tts_kit.settings import Settings

_APPS = {"staff": "main-app", "employee": "helpdesk-app"}


def ticket_url(settings: Settings, kind: str, ticket: str) -> str:
    """The page of a ticket in the app that people of the kind use."""
    return f"{settings.app_url(_APPS[kind])}/ticket/{quote(ticket, safe='')}"
