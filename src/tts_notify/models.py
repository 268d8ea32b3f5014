"""Every model of the service, imported so that one metadata knows them all."""

from tts_notify.addresses.models import Address
from tts_notify.db import Base
from tts_notify.deliveries.models import Delivery
from tts_notify.notifications.models import Notification, UnreadCount

__all__ = ["Address", "Delivery", "Notification", "UnreadCount", "metadata"]

metadata = Base.metadata
