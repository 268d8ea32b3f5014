"""The messaging service."""

from litestar import Litestar

from tts_contracts.queues import Service
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings, load
from tts_kit.streams.hub import hub_lifespan
from tts_messaging.conversations.controllers import ConversationController
from tts_messaging.conversations.hints import hints_lifespan
from tts_messaging.conversations.sockets import converse
from tts_messaging.messages.controllers import MessageController
from tts_messaging.presence.service import presence_lifespan


def create_app(
    settings: Settings | None = None, *, fetch_keys: FetchKeys | None = None
) -> Litestar:
    """The service; without settings it reads the environment."""
    return create_service(
        Database.of(Service.MESSAGING, settings or load()),
        [ConversationController, MessageController, converse],
        prefix="/messaging",
        title="Messaging",
        lifespan=[hub_lifespan, hints_lifespan, presence_lifespan],
        fetch_keys=fetch_keys,
    )
