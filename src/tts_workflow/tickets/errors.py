"""Why a ticket is not given to a workflow."""

from tts_kit.errors import Conflict, NotFound


class TicketNotFound(NotFound):
    """Helpdesk has not told of it, or there is none."""

    code = "ticket_not_found"


class NotWaiting(Conflict):
    """Somebody works on it, or nobody is to any more."""

    code = "ticket_not_waiting"
