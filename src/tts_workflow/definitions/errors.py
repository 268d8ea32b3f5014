"""Why a workflow is not published."""

from tts_kit.errors import Conflict, Invalid


class InvalidGraph(Invalid):
    """`problems` lists every reason as `{code, message, step?, transition?}`."""

    code = "invalid_graph"


class KeyTaken(Conflict):
    """Another published workflow takes the same tickets."""

    code = "workflow_key_taken"
