"""All five services, called directly, and everybody who may call them."""

import pkgutil
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from enum import Enum
from typing import NamedTuple
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from tests.conftest import Tokens
from tests.integration.surface.worlds import World, furnished
from tts_contracts.queues import Service
from tts_kit.identity.access import handlers_of
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings

Apps = dict[Service, Litestar]

_PARAMETER = re.compile(r"\{\w+:(\w+)\}")
#: A value of each type of path parameter; nothing has it for an id.
_SAMPLES = {"uuid": "0198f0c0-0000-7000-8000-000000000000", "str": "TX20261123999999", "int": "1"}


class Caller(Enum):
    """Somebody, by the roles they hold; None is nobody."""

    ANONYMOUS = None
    ROLELESS = ()
    EMPLOYEE = (("hdts", "Employee"),)
    COORDINATOR = (("hdts", "Ticket Coordinator"),)
    HELPDESK_ADMIN = (("hdts", "Admin"),)
    AGENT = (("tts", "Agent"),)
    ASSET_MANAGER = (("tts", "Asset Manager"),)
    ADMIN = (("tts", "Admin"),)

    def headers(self, tokens: Tokens, sub: UUID | None = None) -> dict[str, str]:
        """What such a caller sends, as somebody new or as a certain person."""
        return {} if self.value is None else tokens.headers(*self.value, sub=sub)


class RouteOf(NamedTuple):
    """One method of one path, and the handler behind it."""

    method: str
    path: str
    handler: BaseRouteHandler

    @property
    def name(self) -> str:
        """As the tables write it, without the types of parameters."""
        return f"{self.method} {re.sub(r':[a-z]+}', '}', self.path)}"

    @property
    def sample(self) -> str:
        """The path with values for its parameters."""
        return _PARAMETER.sub(lambda found: _SAMPLES[found[1]], self.path)


def routes_of(app: Litestar) -> Iterator[RouteOf]:
    """Every route of a service; sockets have the method WS."""
    for path, handler in handlers_of(app):
        methods = handler.http_methods if isinstance(handler, HTTPRouteHandler) else {"WS"}
        for method in methods:
            yield RouteOf(str(method), path, handler)


@pytest.fixture(scope="session", params=list(Service), ids=str)
def service(request: pytest.FixtureRequest) -> Service:
    """Each service in turn."""
    chosen: Service = request.param
    return chosen


@pytest.fixture(scope="session")
def apps(settings: Settings, fetch_keys: FetchKeys) -> Apps:
    """Every service's application."""
    return {
        service: pkgutil.resolve_name(f"tts_{service}.app:create_app")(
            settings, fetch_keys=fetch_keys
        )
        for service in Service
    }


@pytest.fixture(scope="session")
def app(service: Service, apps: Apps) -> Litestar:
    """The service's application."""
    return apps[service]


@pytest.fixture(scope="module")
async def worlds(apps: Apps, tokens: Tokens) -> AsyncIterator[dict[Service, World]]:
    """Every service with something in it."""
    async with AsyncExitStack() as stack:
        yield {
            service: await stack.enter_async_context(furnished(service, app, tokens))
            for service, app in apps.items()
        }
