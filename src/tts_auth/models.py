"""Every model of the service, imported so that one metadata knows them all."""

from tts_auth.db import Base

metadata = Base.metadata
