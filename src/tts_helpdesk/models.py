"""Every model of the service, imported so that one metadata knows them all."""

from tts_helpdesk.catalog import models as catalog
from tts_helpdesk.conversations import models as conversations
from tts_helpdesk.counters import models as counters
from tts_helpdesk.db import Base
from tts_helpdesk.drafts import models as drafts
from tts_helpdesk.people import models as people
from tts_helpdesk.tickets import models as tickets
from tts_helpdesk.timeline import models as timeline

__all__ = [
    "catalog",
    "conversations",
    "counters",
    "drafts",
    "metadata",
    "people",
    "tickets",
    "timeline",
]

metadata = Base.metadata
