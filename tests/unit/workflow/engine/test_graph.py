import msgspec
import pytest

from tests.unit.workflow.engine.graphs import triage
from tts_workflow.engine.graph import Graph


def test_a_version_stored_as_json_is_read_back_whole() -> None:
    graph = triage()
    assert msgspec.json.decode(msgspec.json.encode(graph), type=Graph) == graph


def test_a_definition_without_a_weight_is_refused_not_reset() -> None:
    stored = msgspec.to_builtins(triage())
    del stored["steps"][0]["weight"]
    with pytest.raises(msgspec.ValidationError, match="weight"):
        msgspec.convert(stored, Graph)


def test_the_start_is_the_marked_step_wherever_it_is_drawn() -> None:
    graph = triage()
    reversed_graph = Graph(steps=graph.steps[::-1], transitions=graph.transitions)
    assert reversed_graph.start.id == "triage"


def test_an_unknown_step_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        triage().step("nowhere")
