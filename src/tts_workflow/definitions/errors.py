"""Why a workflow is not found or not published."""

from tts_kit.errors import Conflict, Invalid, NotFound


class WorkflowNotFound(NotFound):
    """There is none with this id."""

    code = "workflow_not_found"


class InvalidGraph(Invalid):
    """`problems` lists every reason as `{code, message, step?, transition?}`."""

    code = "invalid_graph"


class KeyTaken(Conflict):
    """Another published workflow takes the same tickets."""

    code = "workflow_key_taken"
