"""What belongs to one request or job and is not passed by hand."""

from contextvars import ContextVar

#: Id of the HTTP request, or of the one that caused the job that is running.
request_id: ContextVar[str] = ContextVar("request_id", default="")
