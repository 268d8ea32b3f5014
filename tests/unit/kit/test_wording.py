"""Whoever fills in a form reads what to do, whatever words msgspec uses."""

from typing import Annotated as A
from typing import Any
from uuid import UUID

import msgspec
import pytest
from msgspec import Meta

from tts_auth.texts import Name
from tts_kit.texts import VISIBLE
from tts_kit.wording import SENTENCES, for_people

TYPED: list[tuple[Any, Any, str]] = [
    (A[str, Meta(min_length=1)], "", "Fill this in."),
    (A[str, Meta(pattern=VISIBLE)], "\u200b", "Fill this in."),
    (Name, " ", "Fill this in, on one line that begins without a space."),
    (A[str, Meta(min_length=10)], "short", "Write at least 10 characters."),
    (A[str, Meta(max_length=3)], "long", "Write at most 3 characters."),
    (A[str, Meta(pattern="^a$")], "b", "This is not of the form that is needed."),
    (A[int, Meta(ge=1)], 0, "Give 1 or more."),
    (A[float, Meta(le=0.5)], 1, "Give 0.5 or less."),
    (A[list[int], Meta(min_length=2)], [1], "Choose at least 2."),
    (A[list[int], Meta(max_length=2)], [1, 2, 3], "Choose at most 2."),
]


def refused(type_: Any, value: Any) -> str:
    """What msgspec says of a value."""
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, type_)
    return str(caught.value)


@pytest.mark.parametrize(("type_", "value", "said"), TYPED)
def test_what_people_can_get_wrong_is_said_in_plain_words(
    type_: Any, value: Any, said: str
) -> None:
    assert for_people(refused(type_, value)) == said


def test_every_sentence_is_tried() -> None:
    tried = [said.translate(str.maketrans("", "", "0123456789.")) for *_, said in TYPED]
    assert set(tried) == {
        sentence.translate(str.maketrans("", "", "{}.")) for sentence in SENTENCES
    }


@pytest.mark.parametrize(("type_", "value"), [(UUID, "x"), (int, "x"), (str, None)])
def test_what_only_a_program_gets_wrong_stays_exact(type_: Any, value: Any) -> None:
    message = refused(type_, value)
    assert for_people(message) == message
