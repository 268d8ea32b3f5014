"""Every model of the service, imported so that one metadata knows them all."""

from tts_messaging.db import Base

metadata = Base.metadata
