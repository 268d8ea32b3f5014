"""Why a task does not do what somebody asks."""

from tts_kit.errors import Conflict, DomainError, Invalid, NotFound
from tts_workflow.engine.refusals import Refusal, Refused

_STATUS = {
    Refusal.NOT_HOLDER: 403,
    Refusal.NOT_IN_ROLE: 403,
    Refusal.UNKNOWN_TRANSITION: 404,
    Refusal.NOTE_REQUIRED: 422,
}


class TaskNotFound(NotFound):
    """Absent, or none of the caller's business."""

    code = "task_not_found"


class AlreadyActed(Conflict):
    """The caller finished their part before."""

    code = "already_acted"


class UnknownPerson(Invalid):
    """Nobody active has this id."""

    code = "unknown_person"


class CommandRefused(DomainError):
    """The rules do not allow it; the code is the rule's."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.status = _STATUS.get(refused.code, 409)
        self.code = refused.code.value
