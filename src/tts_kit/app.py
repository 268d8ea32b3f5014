"""Builds a service: the same plugins, middleware and routes in the same order for all five."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from tts_kit import errors, tracing
from tts_kit.db import Database
from tts_kit.docs import DocsController
from tts_kit.health import HealthController, MetricsController
from tts_kit.idempotency import provide_once
from tts_kit.identity.access import (
    UNGATED,
    handlers_of,
    provide_principal,
    refuse_undeclared_routes,
    require_permission,
)
from tts_kit.identity.deny import DenyList
from tts_kit.identity.middleware import Authentication, Trust
from tts_kit.identity.tokens import FetchKeys, KeySet, TokenVerifier, http_keys
from tts_kit.openapi import StructSchemas, document_refusals, openapi_config
from tts_kit.preconditions import provide_expected_revision, set_etag
from tts_kit.requests import RequestContext

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]

#: Bodies beyond this are refused with 413; upload routes state their own limit.
_MAX_BODY = 1_000_000


def create_service(
    database: Database,
    handlers: Sequence[ControllerRouterHandler],
    *,
    prefix: str,
    title: str,
    name: str | None = None,
    dependencies: Mapping[str, Provide] | None = None,
    lifespan: Sequence[Lifespan] = (),
    fetch_keys: FetchKeys | None = None,
) -> Litestar:
    """One service's application; `prefix` is its path at the gateway, `name` is in its metrics.

    Raises `ImproperlyConfiguredException` when a route does not say who may call it.
    """
    settings = database.settings
    keys = KeySet(fetch_keys or http_keys(settings.key_set_url))
    deny_list = DenyList(database.redis)
    app = Litestar(
        [*handlers, HealthController, MetricsController, DocsController],
        middleware=[
            Trust(settings),
            Authentication(TokenVerifier(keys), deny_list),
        ],
        guards=[require_permission],
        dependencies={
            "db_session": Provide(database.provide_session),
            "principal": Provide(provide_principal, sync_to_thread=False),
            "once": Provide(provide_once, sync_to_thread=False),
            "expected_revision": Provide(provide_expected_revision, sync_to_thread=False),
            **(dependencies or {}),
        },
        exception_handlers=errors.EXCEPTION_HANDLERS,
        after_request=set_etag,
        lifespan=[_connections, *lifespan],
        openapi_config=openapi_config(title, prefix),
        plugins=[StructSchemas()],
        request_max_body_size=_MAX_BODY,
        state=State(
            {"settings": settings, "database": database, "key_set": keys, "deny_list": deny_list}
        ),
        # `tts_kit.logs` has configured logging for the process.
        logging_config=None,
        debug=False,
    )
    # Around the routing, so that an unknown path is named and logged like any other.
    app.asgi_handler = RequestContext(settings, name or database.service)(app.asgi_handler)
    routine = {path for path, handler in handlers_of(app) if UNGATED in handler.opt}
    app.asgi_handler = tracing.traced(app.asgi_handler, settings, routine)
    refuse_undeclared_routes(app)
    document_refusals(app)
    return app


@asynccontextmanager
async def _connections(app: Litestar) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await app.state.database.close()
        await app.state.database.redis.aclose()
        await asyncio.to_thread(tracing.flush)
