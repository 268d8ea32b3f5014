"""The OpenAPI document of every service, by the rules of OpenAPI 3.1."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from jsonschema import Draft202012Validator
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from tests.conftest import serving
from tests.integration.surface.conftest import RouteOf, routes_of
from tts_contracts.queues import Service
from tts_kit.identity.access import is_public
from tts_kit.openapi import Problem

_METHODS = {"get", "put", "post", "delete", "patch"}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def document_of(app: Litestar) -> dict[str, Any]:
    """The document as clients read it."""
    document: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(app.openapi_schema.to_schema())
    )
    return document


def operations_of(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation by `METHOD /path`."""
    for path, item in document["paths"].items():
        assert set(item) <= _METHODS
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def documented(app: Litestar) -> list[RouteOf]:
    """The routes that belong into the document."""
    return [
        route
        for route in routes_of(app)
        if isinstance(route.handler, HTTPRouteHandler) and route.handler.resolve_include_in_schema()
    ]


def _walk(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from _walk(child)
    elif isinstance(value, list):
        for child in value:
            yield from _walk(child)


async def test_the_document_is_served_as_it_is_made(app: Litestar) -> None:
    async with serving(app) as client:
        response = await client.get("/schema/openapi.json")
    assert response.json() == document_of(app)
    assert response.json()["openapi"].startswith("3.1.")


def test_every_route_is_documented_under_a_name_of_its_own(app: Litestar) -> None:
    operations = dict(operations_of(document_of(app)))
    assert set(operations) == {route.name for route in documented(app)}
    names = [operation["operationId"] for operation in operations.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name) for name in names)
    assert all(operation["description"] for operation in operations.values())


def test_a_component_has_a_name_that_a_client_can_use(app: Litestar) -> None:
    for name in document_of(app)["components"]["schemas"]:
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", name), name


def test_what_comes_in_forbids_unknown_fields(app: Litestar) -> None:
    for route in documented(app):
        if data := route.handler.parsed_fn_signature.parameters.get("data"):
            _, structs = msgspec.json.schema_components([data.annotation])
            for name, schema in structs.items():
                closed = schema.get("additionalProperties") is False
                assert closed or "enum" in schema, (route.name, name)


def test_a_time_is_documented_as_one(app: Litestar) -> None:
    for schema in document_of(app)["components"]["schemas"].values():
        for name, field in schema.get("properties", {}).items():
            if name.endswith("_at"):
                formats = {each.get("format") for each in (field, *field.get("oneOf", ()))}
                assert formats - {None} == {"date-time"}, name


def test_every_reference_leads_somewhere(app: Litestar) -> None:
    document = document_of(app)
    for node in _walk(document):
        if "$ref" in node:
            found: Any = document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            assert found


def test_every_schema_is_a_json_schema(app: Litestar) -> None:
    document = document_of(app)
    schemas = list(document["components"]["schemas"].values())
    schemas += [node["schema"] for node in _walk(document["paths"]) if "schema" in node]
    assert schemas
    for schema in schemas:
        Draft202012Validator.check_schema(schema)


def test_every_path_declares_its_parameters(app: Litestar) -> None:
    for name, operation in operations_of(document_of(app)):
        parameters = operation.get("parameters", [])
        in_path = {p["name"] for p in parameters if p["in"] == "path"}
        assert in_path == set(re.findall(r"\{(\w+)\}", name)), name
        assert all(p["required"] for p in parameters if p["in"] == "path"), name
        keys = [(p["name"], p["in"]) for p in parameters]
        assert len(set(keys)) == len(keys), name


def test_every_example_fits_its_schema(app: Litestar) -> None:
    document = document_of(app)
    for node in _walk(document["paths"]):
        if "schema" in node and "examples" in node:
            # References are looked up in the schema that they stand in.
            root = node["schema"] | {"components": document["components"]}
            validator = Draft202012Validator(root)
            for example in node["examples"].values():
                validator.validate(example["value"])


def test_every_refusal_is_documented_as_a_problem(app: Litestar) -> None:
    for name, operation in operations_of(document_of(app)):
        for status, response in operation["responses"].items():
            assert response["description"], name
            if status.startswith("2"):
                continue
            content = response["content"]
            assert list(content) == ["application/problem+json"], name
            assert content["application/problem+json"]["schema"] == _PROBLEM, name
            (example,) = content["application/problem+json"]["examples"].values()
            assert msgspec.convert(example["value"], Problem).status == int(status)


def test_an_operation_documents_what_can_go_wrong_with_it(app: Litestar) -> None:
    operations = dict(operations_of(document_of(app)))
    for route in documented(app):
        operation = operations[route.name]
        statuses = set(operation["responses"])
        headers = {p["name"] for p in operation.get("parameters", []) if p["in"] == "header"}
        assert "429" in statuses, route.name
        assert is_public(route.handler) or {"401", "403"} <= statuses, route.name
        assert ("404" in statuses) == ("{" in route.path), route.name
        assert ("412" in statuses) == ("If-Match" in headers), route.name
        assert ("409" in statuses) == bool(headers & {"If-Match", "Idempotency-Key"}), route.name
        assert ("requestBody" in operation) == ({"400", "413"} <= statuses), route.name
        assert ("415" in statuses) == (route.method != "GET"), route.name
        takes = operation.get("parameters") or "requestBody" in operation
        assert bool(takes) == ("422" in statuses), route.name


def test_a_public_operation_says_that_it_needs_no_token(app: Litestar, service: Service) -> None:
    document = document_of(app)
    assert document["security"] == [{"cookie": []}, {"bearer": []}]
    operations = dict(operations_of(document))
    open_ = {name for name, operation in operations.items() if operation.get("security") == [{}]}
    assert open_ == {r.name for r in documented(app) if is_public(r.handler)}
    assert bool(open_) == (service is Service.AUTH)
