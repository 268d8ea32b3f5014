"""Every model of the service, imported so that one metadata knows them all."""

from tts_notify.addresses.models import Address
from tts_notify.db import Base
from tts_notify.deliveries.models import Delivery
from tts_notify.notifications.models import Notification, UnreadCount
from tts_notify.preferences.models import Preference, PreferenceRevision

__all__ = [
    "Address",
    "Delivery",
    "Notification",
    "Preference",
    "PreferenceRevision",
    "UnreadCount",
    "metadata",
]

metadata = Base.metadata
