"""The operators' console."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from litestar import Litestar
from litestar.di import Provide

from tasks.console.actors.controllers import ActorController
from tasks.console.actors.queries import ActorQueries
from tasks.console.jobs.controllers import JobController, provide_search
from tasks.console.jobs.queries import JobQueries
from tasks.console.operations.controllers import OperationController
from tasks.console.operations.service import OperationService
from tasks.console.pages import PREFIX, AssetController
from tasks.console.queues.broker import make_broker
from tasks.console.queues.controllers import QueueController
from tasks.console.queues.queries import QueueQueries
from tasks.console.schedule.controllers import ScheduleController
from tasks.console.schedule.queries import ScheduleQueries
from tasks.console.stores import Stores
from tasks.console.strays.controllers import StrayController
from tasks.console.strays.queries import StrayQueries
from tts_contracts.queues import Service
from tts_kit.app import create_service
from tts_kit.identity.tokens import FetchKeys
from tts_kit.migrate import OPS_ROLE
from tts_kit.settings import Settings, load


def create_app(
    settings: Settings | None = None,
    *,
    fetch_keys: FetchKeys | None = None,
    role: str | None = OPS_ROLE,
) -> Litestar:
    """The application; it signs in to every service's database as `role`, or as that service."""
    settings = settings or load()
    stores = Stores(settings, role)
    broker = make_broker(settings)
    operations = OperationService(stores)

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        async with stores.opened():
            work = asyncio.create_task(operations.work())
            try:
                yield
            finally:
                work.cancel()
                with suppress(asyncio.CancelledError):
                    await work
                await broker.close()

    provided = {
        "jobs": JobQueries(stores),
        "queues": QueueQueries(stores, broker),
        "actors": ActorQueries(stores.redis),
        "schedule": ScheduleQueries(stores),
        "strays": StrayQueries(stores),
        "operations": operations,
    }
    return create_service(
        # Whether the process is ready depends on one database; pages say which others are away.
        stores[Service.AUTH],
        [
            QueueController,
            JobController,
            ActorController,
            ScheduleController,
            StrayController,
            OperationController,
            AssetController,
        ],
        prefix=PREFIX,
        title="Operators",
        name="ops",
        dependencies={
            **{name: _always(value) for name, value in provided.items()},
            "search": Provide(provide_search, sync_to_thread=False),
        },
        lifespan=[running],
        fetch_keys=fetch_keys,
    )


def _always(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)
