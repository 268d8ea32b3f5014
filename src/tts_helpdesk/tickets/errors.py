"""Why a ticket cannot be had or changed."""

from tts_kit.errors import Conflict, NotFound


class TicketNotFound(NotFound):
    """No such ticket, or none that the caller may see."""

    code = "ticket_not_found"

    def __init__(self, number: str) -> None:
        super().__init__(f"There is no ticket {number}, or you may not see it.")


class WrongStatus(Conflict):
    """The ticket's status, or its age, does not allow the action."""

    code = "wrong_status"
