"""Expected failures, and how every failure is answered: RFC 9457 problem documents."""

from collections.abc import Mapping
from typing import Any

import structlog
from advanced_alchemy.exceptions import RepositoryError
from asyncpg.exceptions import PostgresError
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_500_INTERNAL_SERVER_ERROR,
)
from sqlalchemy.exc import DBAPIError

from tts_kit.context import request_id
from tts_kit.wording import for_people

log = structlog.get_logger()

PROBLEM_JSON = "application/problem+json"
_CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many_requests",
}
#: SQLSTATE of input that PostgreSQL refuses: text with NUL, numbers and dates out of range.
_REFUSED_INPUT = ("22",)


class DomainError(Exception):
    """An expected failure; subclasses name the status and a stable code, raisers say what to do."""

    status = 400
    code = "bad_request"
    headers: Mapping[str, str] = {}

    def __init__(self, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class NotText(DomainError):
    """Bytes of a request that are no UTF-8."""


class NotSignedIn(DomainError):
    """No valid credentials."""

    status = 401
    code = "not_signed_in"
    headers = {"WWW-Authenticate": "Bearer"}


class Forbidden(DomainError):
    """Signed in, but not allowed."""

    status = 403
    code = "forbidden"


class NotFound(DomainError):
    """Absent, or hidden from the caller."""

    status = 404
    code = "not_found"


class Conflict(DomainError):
    """The present state does not allow it."""

    status = 409
    code = "conflict"


class PreconditionFailed(DomainError):
    """Changed by somebody else since it was read."""

    status = 412
    code = "precondition_failed"


class UnsupportedMediaType(DomainError):
    """A body of a type this route does not read."""

    status = 415
    code = "unsupported_media_type"


class Invalid(DomainError):
    """Well-formed input that breaks a rule; `errors` lists `{field, message}`."""

    status = 422
    code = "invalid"


class TooManyRequests(DomainError):
    """A limit was reached; says when to come back."""

    status = 429
    code = "too_many_requests"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": str(retry_after)}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> Response[dict[str, Any]]:
    """A problem document with the request id."""
    body = {"type": "about:blank", "title": code.replace("_", " "), "status": status}
    body |= {"code": code, "detail": detail, "request_id": request_id.get(), **extra}
    return Response(body, status_code=status, media_type=PROBLEM_JSON, headers=dict(headers or {}))


def on_domain_error(_: Request[Any, Any, Any], error: DomainError) -> Response[dict[str, Any]]:
    """Answer an expected failure."""
    return problem(error.status, error.code, error.detail, headers=error.headers, **error.extra)


def on_http_error(_: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """Answer what Litestar refuses; input of the wrong shape is 422 with its fields."""
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        errors = [
            {
                "field": e.get("key") or e.get("source", ""),
                "message": for_people(e.get("message", "")),
            }
            for e in error.extra
            if isinstance(e, dict)
        ]
        status = HTTP_422_UNPROCESSABLE_ENTITY
        return problem(status, "invalid", "The request has wrong or missing fields.", errors=errors)
    code = _CODES.get(error.status_code, "error")
    return problem(error.status_code, code, error.detail, headers=error.headers)


def on_database_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer what the database refuses: values it cannot hold are the caller's, the rest ours."""
    cause = error.__cause__ if isinstance(error, RepositoryError) else error
    # `tts_kit.queries` runs below SQLAlchemy, whose errors carry the driver's as `orig`.
    sqlstate = getattr(getattr(cause, "orig", cause), "sqlstate", None) or ""
    if sqlstate.startswith(_REFUSED_INPUT):
        return problem(422, "invalid", "A value cannot be stored.")
    if sqlstate == "23505":
        return problem(409, "duplicate", "This exists already.")
    return on_unexpected(request, error)


def on_nesting(_: Request[Any, Any, Any], error: RecursionError) -> Response[dict[str, Any]]:
    """Answer a body that is nested too deeply to be read, checked or written."""
    log.warning("nested_too_deeply", reason=str(error))
    return problem(HTTP_422_UNPROCESSABLE_ENTITY, "invalid", "The body is nested too deeply.")


def on_undecodable(_: Request[Any, Any, Any], error: UnicodeDecodeError) -> Response[Any]:
    """Answer a body that is no UTF-8, which the decoders of JSON and of forms raise as it is."""
    log.warning("not_utf_8", reason=str(error))
    return problem(HTTP_400_BAD_REQUEST, "bad_request", "The body is not UTF-8.")


def on_unexpected(_: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """Answer a fault of ours; the log has it, the answer has only the request id."""
    log.error("request_failed", exc_info=error)
    detail = "Something went wrong on our side. See what is there before you try again."
    return problem(HTTP_500_INTERNAL_SERVER_ERROR, "internal_error", detail)


EXCEPTION_HANDLERS: dict[Any, Any] = {
    DomainError: on_domain_error,
    HTTPException: on_http_error,
    RepositoryError: on_database_error,
    DBAPIError: on_database_error,
    PostgresError: on_database_error,
    RecursionError: on_nesting,
    UnicodeDecodeError: on_undecodable,
    Exception: on_unexpected,
}
