"""What may be done to a workflow in each of its states."""

from collections.abc import Mapping
from enum import StrEnum

from tts_workflow.definitions.models import WorkflowStatus as S


class Act(StrEnum):
    """The actions, as the routes name them; `edit` is any change of the workflow or its draft."""

    EDIT = "edit"
    PUBLISH = "publish"
    PAUSE = "pause"
    RESUME = "resume"
    ARCHIVE = "archive"


NOTHING_TO_PUBLISH = "There is nothing to publish. Save a draft first."

_SOURCES: Mapping[Act, tuple[S, ...]] = {
    Act.EDIT: (S.DRAFT, S.PUBLISHED, S.PAUSED),
    Act.PUBLISH: (S.DRAFT, S.PUBLISHED, S.PAUSED),
    Act.PAUSE: (S.PUBLISHED,),
    Act.RESUME: (S.PAUSED,),
    Act.ARCHIVE: (S.DRAFT, S.PAUSED),
}

_DONE = {
    Act.EDIT: "changed",
    Act.PUBLISH: "published",
    Act.PAUSE: "paused",
    Act.RESUME: "resumed",
    Act.ARCHIVE: "archived",
}


def refusal(act: Act, status: S) -> str | None:
    """Why the status does not allow it, or None."""
    sources = _SOURCES[act]
    if status not in sources:
        return (
            f"Only a workflow that is {' or '.join(sources)} can be {_DONE[act]};"
            f" this one is {status}."
        )
    return None
