"""The helpdesk's HTTP service."""

from litestar import Litestar

from tts_contracts.queues import Service
from tts_helpdesk.catalog.controllers import CatalogController
from tts_helpdesk.drafts.controllers import DraftController
from tts_helpdesk.tickets.controllers import TicketController
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings, load


def create_app(
    settings: Settings | None = None, *, fetch_keys: FetchKeys | None = None
) -> Litestar:
    """The application; settings come from the environment unless given."""
    return create_service(
        Database.of(Service.HELPDESK, settings or load()),
        [CatalogController, DraftController, TicketController],
        prefix="/helpdesk",
        title="Helpdesk",
        fetch_keys=fetch_keys,
    )
