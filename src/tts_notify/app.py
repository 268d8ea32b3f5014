"""The composition root of the notify service."""

from litestar import Litestar

from tts_contracts.queues import Service
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings, load
from tts_kit.streams.hub import hub_lifespan
from tts_notify.notifications.controllers import NotificationController
from tts_notify.notifications.hints import hints_lifespan
from tts_notify.notifications.sockets import follow_notifications
from tts_notify.preferences.controllers import PreferenceController


def create_app(
    settings: Settings | None = None, *, fetch_keys: FetchKeys | None = None
) -> Litestar:
    """The notify API with its sockets."""
    return create_service(
        Database.of(Service.NOTIFY, settings or load()),
        [NotificationController, PreferenceController, follow_notifications],
        prefix="/notification",
        title="Notifications",
        lifespan=[hub_lifespan, hints_lifespan],
        fetch_keys=fetch_keys,
    )
