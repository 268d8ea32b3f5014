"""What the OpenAPI document says: names to generate clients from, and how operations refuse."""

from dataclasses import dataclass
from typing import get_args, get_origin

import msgspec
from litestar import Litestar
from litestar._openapi.schema_generation import SchemaCreator
from litestar._openapi.schema_generation.plugins.struct import StructSchemaPlugin
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    Example,
    Operation,
    RequestBody,
    Schema,
    SecurityScheme,
    Server,
)
from litestar.params import ParameterKwarg
from litestar.router import Router
from litestar.types import Method
from litestar.types.internal_types import PathParameterDefinition
from litestar.typing import FieldDefinition

from tts_kit.errors import PROBLEM_JSON
from tts_kit.identity.access import PUBLIC, handlers_of, is_public


class FieldError(msgspec.Struct, frozen=True):
    """A field by its path in the body, or a parameter by its name."""

    field: str
    message: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A refusal (RFC 9457): `code` is stable and for programs, `detail` is for people.

    `request_id` finds it in the logs; some codes have members of their own.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[FieldError] = []


#: By status: when it is answered, an example's code and detail.
_REFUSALS = {
    400: ("Not JSON, or not UTF-8.", "bad_request", "JSON is malformed."),
    401: ("Not signed in, or the session has ended.", "not_signed_in", "Sign in first."),
    403: ("Not allowed.", "forbidden", "This needs the permission hdts.ticket.approve."),
    404: ("Absent, or hidden from the caller.", "not_found", "There is no such ticket."),
    409: ("The present state does not allow it.", "conflict", "It is closed already."),
    412: ("Changed since it was read.", "precondition_failed", "Load it again."),
    413: ("The body is too large.", "too_large", "Request Entity Too Large"),
    415: (
        "The body is of a type not read here.",
        "unsupported_media_type",
        "Send the body as application/json.",
    ),
    422: (
        "Fields are wrong or missing.",
        "invalid",
        "The request has wrong or missing fields.",
    ),
    429: (
        "Too many requests; `Retry-After` says in how many seconds to come back.",
        "too_many_requests",
        "Too many requests.",
    ),
}
_FIELD_ERROR = FieldError("subject", "Expected `str` of length >= 1")


def document_refusals(app: Litestar) -> None:
    """Have the app's document list the problems that each operation may answer with."""
    for path, handler in handlers_of(app):
        if isinstance(handler, HTTPRouteHandler) and handler.resolve_include_in_schema():
            handler.responses = {s: _response(s) for s in sorted(_statuses(path, handler))}
            handler.operation_class = _Operation
            if is_public(handler):
                handler.security = [{}]


def openapi_config(title: str, prefix: str) -> OpenAPIConfig:
    """A document at `/schema/openapi.json` and nothing else below `/schema`."""
    return OpenAPIConfig(
        title=title,
        version="1",
        servers=[Server(url=prefix, description="through the gateway")],
        components=Components(
            security_schemes={
                "cookie": SecurityScheme(
                    type="apiKey", name="access_token", security_scheme_in="cookie"
                ),
                "bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT"),
            }
        ),
        security=[{"cookie": []}, {"bearer": []}],
        openapi_router=Router(
            "/schema", route_handlers=[], include_in_schema=False, opt={"permission": PUBLIC}
        ),
        render_plugins=[_DocumentOnly()],
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
    )


def _operation_id(
    handler: HTTPRouteHandler, _: Method, __: list[str | PathParameterDefinition]
) -> str:
    """`tickets_approve`: the controller's tag and the handler's name, whatever its path is."""
    return "_".join([*handler.resolve_tags(), handler.handler_name]).replace("-", "_")


class StructSchemas(StructSchemaPlugin):
    """Structs under names that can be read, with what is always there as required."""

    def to_openapi_schema(
        self, field_definition: FieldDefinition, schema_creator: SchemaCreator
    ) -> Schema:
        """The struct's schema; that of a generic one is named `<Item><Struct>`."""
        struct = get_origin(field_definition.annotation)
        if struct is not None and field_definition.kwarg_definition is None:
            of = "".join(argument.__name__ for argument in get_args(field_definition.annotation))
            named = FieldDefinition.from_annotation(
                field_definition.annotation,
                kwarg_definition=ParameterKwarg(schema_component_key=of + struct.__name__),
            )
            # A reference, as for every struct that is known already.
            return schema_creator.for_field_definition(named)  # type: ignore[return-value]
        schema = super().to_openapi_schema(field_definition, schema_creator)
        schema.required = sorted(_required(struct or field_definition.annotation))
        return schema


def _required(struct: type[msgspec.Struct]) -> set[str]:
    """Fields that a sender must not leave out, which for an answer are those it always has.

    What comes in forbids unknown fields: that tells requests from answers.
    """
    config = struct.__struct_config__
    left_out = config.forbid_unknown_fields or config.omit_defaults
    return {
        field.encode_name
        for field in msgspec.structs.fields(struct)
        if field.required or not (left_out or field.default is msgspec.UNSET)
    }


class _DocumentOnly(JsonRenderPlugin):
    def receive_router(self, router: Router) -> None:
        # Litestar adds an index, and a page in HTML for what is not found.
        router.routes[:] = [r for r in router.routes if r.path == f"{router.path}/openapi.json"]


@dataclass
class _Operation(Operation):
    def __post_init__(self) -> None:
        if isinstance(self.request_body, RequestBody):
            # Litestar documents every body as required, also one that may be null and left out.
            schema = self.request_body.content["application/json"].schema
            self.request_body.required = not (isinstance(schema, Schema) and _may_be_null(schema))


def _may_be_null(schema: Schema) -> bool:
    return any(isinstance(each, Schema) and each.type == "null" for each in schema.one_of or ())


def _statuses(path: str, handler: HTTPRouteHandler) -> set[int]:
    taken = handler.parsed_fn_signature.parameters
    unsafe = HttpMethod.GET not in handler.http_methods
    statuses = {400, 429}
    if unsafe or not is_public(handler):
        statuses |= {401, 403}
    if unsafe:
        statuses |= {415}
    if "data" in taken:
        statuses |= {413, 422}
    if "{" in path:
        statuses |= {404, 422}
    if any(field.is_parameter_field and not field.is_di_field for field in taken.values()):
        statuses |= {422}
    if "once" in taken:
        statuses |= {409, 422}
    if "expected_revision" in taken:
        statuses |= {409, 412, 422}
    return statuses


def _response(status: int) -> ResponseSpec:
    description, code, detail = _REFUSALS[status]
    example = Problem(
        type="about:blank",
        title=code.replace("_", " "),
        status=status,
        code=code,
        detail=detail,
        request_id="5f3c1d0e8a6b4f1c9d2e7a0b3c4d5e6f",
        errors=[_FIELD_ERROR] if status == 422 else [],
    )
    return ResponseSpec(
        Problem,
        generate_examples=False,
        description=description,
        media_type=PROBLEM_JSON,
        examples=[Example(id=code, summary=description, value=msgspec.to_builtins(example))],
    )
