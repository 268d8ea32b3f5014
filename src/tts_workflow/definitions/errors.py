"""Why a workflow is not found or not published."""

from tts_kit.errors import Conflict, Invalid, NotFound


class WorkflowNotFound(NotFound):
    """There is none with this id."""

    code = "workflow_not_found"


class InvalidGraph(Invalid):
    """`problems` lists every reason as `{code, message, step?, transition?}`."""

    code = "invalid_graph"


class NameTaken(Conflict):
    """Another workflow is called so."""

    code = "workflow_name_taken"


class ActionRefused(Conflict):
    """The workflow is not in a state for it; its `actions` say the same."""

    code = "workflow_action_refused"


class VersionNotFound(NotFound):
    """The workflow has none with this number."""

    code = "version_not_found"


class NotPublished(Conflict):
    """The workflow takes no ticket."""

    code = "workflow_not_published"


class KeyTaken(Conflict):
    """Another published workflow takes the same tickets."""

    code = "workflow_key_taken"
