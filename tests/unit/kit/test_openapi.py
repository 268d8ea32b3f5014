"""How structs are documented."""

from typing import Any, Generic, TypeVar

import msgspec
import pytest
from litestar import Controller, Litestar, get, post
from litestar.openapi import OpenAPIConfig
from litestar.params import JSONBody
from msgspec import UNSET, UnsetType

from tts_kit.openapi import StructSchemas, openapi_config
from tts_kit.paging import Page

T = TypeVar("T")


class Wish(msgspec.Struct, forbid_unknown_fields=True):
    """What comes in."""

    name: str
    note: str | None = None
    size: int = 3
    colour: str | UnsetType = UNSET


class Thing(msgspec.Struct):
    """What goes out."""

    name: str
    note: str | None = None
    size: int = 3
    colour: str | UnsetType = UNSET


class Terse(msgspec.Struct, omit_defaults=True):
    """What goes out without what is as usual."""

    name: str
    note: str | None = None


class Pair(msgspec.Struct, Generic[T]):
    """A generic one that is no page."""

    first: T
    second: T | None = None


class ThingController(Controller):
    path = "/things"
    tags = ["some-things"]

    @get("/")
    async def list_things(self) -> Page[Thing]:
        return Page([], None)

    @get("/old")
    async def list_old(self) -> Page[Thing]:
        return Page([], None)

    @get("/pair")
    async def pair(self) -> Pair[Terse]:
        return Pair(Terse("a"))

    @post("/")
    async def make(self, data: JSONBody[Wish]) -> Thing:
        return Thing(data.name, data.note, data.size, data.colour)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document of a service that has things."""
    config: OpenAPIConfig = openapi_config("Things", "/")
    app = Litestar([ThingController], openapi_config=config, plugins=[StructSchemas()])
    made: dict[str, Any] = msgspec.to_builtins(app.openapi_schema.to_schema())
    return made


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("Wish", ["name"]),
        ("Thing", ["name", "note", "size"]),
        ("Terse", ["name"]),
        ("TersePair", ["first", "second"]),
        ("ThingPage", ["items", "next_cursor"]),
    ],
)
def test_a_field_is_required_if_it_must_come_in_or_always_goes_out(
    document: dict[str, Any], name: str, required: list[str]
) -> None:
    assert document["components"]["schemas"][name]["required"] == required


def test_a_generic_struct_is_one_component_named_after_what_it_holds(
    document: dict[str, Any],
) -> None:
    assert set(document["components"]["schemas"]) == {
        "Wish",
        "Thing",
        "Terse",
        "TersePair",
        "ThingPage",
    }
    for path in ("/things", "/things/old"):
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/ThingPage"}


def test_an_operation_is_named_after_its_tag_and_handler(document: dict[str, Any]) -> None:
    names = {o["operationId"] for item in document["paths"].values() for o in item.values()}
    assert names == {
        "some_things_list_things",
        "some_things_list_old",
        "some_things_pair",
        "some_things_make",
    }
