"""What notify knows of the types: what they are about, and what people may switch off."""

from enum import StrEnum

import msgspec

from tts_contracts.notifications import NotificationType


class Channel(StrEnum):
    """How a person is told; `inapp` includes the frame to their open sockets."""

    IN_APP = "inapp"
    MAIL = "mail"


class Category(StrEnum):
    """What a type is about, in the order of a settings page."""

    WORK = "work"
    DEADLINES = "deadlines"
    TICKETS = "tickets"
    CONVERSATION = "conversation"
    SYSTEM = "system"


class Kind(msgspec.Struct, frozen=True):
    """A type's category, the channels nobody can switch off, and those that are off at first."""

    category: Category
    locked: frozenset[Channel] = frozenset()
    off: frozenset[Channel] = frozenset()


_IN_APP, _MAIL = frozenset({Channel.IN_APP}), frozenset({Channel.MAIL})

#: Every type in the order of a settings page. Locked is what nobody else learns of: work that is
#: theirs from now on or late with them, and what the operators say.
KINDS: dict[NotificationType, Kind] = {
    NotificationType.TASK_ASSIGNMENT: Kind(Category.WORK, locked=_IN_APP),
    NotificationType.TASK_TRANSFER_IN: Kind(Category.WORK, locked=_IN_APP),
    NotificationType.TASK_ESCALATION_IN: Kind(Category.WORK, locked=_IN_APP),
    NotificationType.TASK_TRANSFER_OUT: Kind(Category.WORK),
    NotificationType.TASK_ESCALATION_OUT: Kind(Category.WORK),
    NotificationType.STEP_CHANGE: Kind(Category.WORK, off=_MAIL),
    NotificationType.TASK_COMPLETED: Kind(Category.WORK),
    NotificationType.SLA_WARNING: Kind(Category.DEADLINES),
    NotificationType.SLA_BREACH: Kind(Category.DEADLINES, locked=_IN_APP),
    NotificationType.TICKET_SUBMITTED: Kind(Category.TICKETS, off=_MAIL),
    NotificationType.TICKET_APPROVED: Kind(Category.TICKETS),
    NotificationType.TICKET_REJECTED: Kind(Category.TICKETS),
    NotificationType.TICKET_STATUS: Kind(Category.TICKETS),
    NotificationType.TICKET_RESOLVED: Kind(Category.TICKETS),
    NotificationType.TICKET_REOPENED: Kind(Category.TICKETS),
    NotificationType.TICKET_CLOSED: Kind(Category.TICKETS),
    NotificationType.TICKET_RATED: Kind(Category.TICKETS),
    NotificationType.COMMENT_ADDED: Kind(Category.CONVERSATION),
    NotificationType.MENTION: Kind(Category.CONVERSATION),
    NotificationType.SYSTEM: Kind(Category.SYSTEM, locked=_IN_APP),
}


def is_on(kind: Kind, channel: Channel, chosen: bool | None) -> bool:
    """Whether a person is told over a channel; `chosen` is None where they never chose."""
    if channel in kind.locked:
        return True
    return channel not in kind.off if chosen is None else chosen
