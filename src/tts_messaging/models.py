"""Every model of the service, imported so that one metadata knows them all."""

from tts_messaging.conversations import models as conversations
from tts_messaging.db import Base
from tts_messaging.messages import models as messages
from tts_messaging.people import models as people

__all__ = ["conversations", "messages", "metadata", "people"]

metadata = Base.metadata
