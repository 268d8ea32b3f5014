"""Where the links of a mail lead."""

from collections.abc import Collection
from urllib.parse import quote

from tts_contracts.notifications import NotificationType
from tts_kit.settings import Settings
from tts_notify.kinds import KINDS, Category

_APPS = {"tts": "main-app", "hdts": "helpdesk-app"}
#: Of those whose roles we do not know.
_SYSTEM_OF = {"staff": "tts", "employee": "hdts"}


def app_of(type_: NotificationType, kind: str, systems: Collection[str]) -> str:
    """The app in which a person can act on what a notification is about.

    Coordinators and requesters have the helpdesk's app, and whoever does the work the main one;
    who does both answers for a ticket in the one and works on it in the other.
    """
    at_work = KINDS[type_].category is not Category.TICKETS
    for system in ("tts", "hdts") if at_work else ("hdts", "tts"):
        if system in systems:
            return _APPS[system]
    return _APPS[_SYSTEM_OF[kind]]


def ticket_url(settings: Settings, app: str, ticket: str) -> str:
    """The page of a ticket in an app."""
    return f"{settings.app_url(app)}/ticket/{quote(ticket, safe='')}"


def preferences_url(settings: Settings, app: str) -> str:
    """The page of an app where its user chooses what to be told."""
    return f"{settings.app_url(app)}/settings/notifications"
