"""Why a draft cannot be had or kept."""

from uuid import UUID

from tts_kit.errors import Conflict, NotFound


class DraftNotFound(NotFound):
    """No such draft of the caller's."""

    code = "draft_not_found"

    def __init__(self, draft_id: UUID) -> None:
        super().__init__(f"You have no draft {draft_id}.")


class DraftSubmitted(Conflict):
    """The draft became a ticket, which `ticket` names."""

    code = "draft_submitted"

    def __init__(self, ticket: str) -> None:
        super().__init__(f"This draft was submitted as {ticket}.", ticket=ticket)


class TooManyDrafts(Conflict):
    """The caller has as many drafts as one may have."""

    code = "too_many_drafts"
