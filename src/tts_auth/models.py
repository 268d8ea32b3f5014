"""Every model of the service, imported so that one metadata knows them all."""

from tts_auth.accounts.models import Account
from tts_auth.attempts.models import SignInAttempts
from tts_auth.db import Base
from tts_auth.devices.models import KnownDevice
from tts_auth.keys.models import SigningKey
from tts_auth.recovery.models import PasswordReset
from tts_auth.registration.models import Registration
from tts_auth.roles.models import Assignment, Role, System
from tts_auth.sessions.models import RefreshToken, Session
from tts_auth.tokens.models import PersonalAccessToken

metadata = Base.metadata

__all__ = [
    "Account",
    "Assignment",
    "KnownDevice",
    "PasswordReset",
    "PersonalAccessToken",
    "RefreshToken",
    "Registration",
    "Role",
    "Session",
    "SignInAttempts",
    "SigningKey",
    "System",
    "metadata",
]
