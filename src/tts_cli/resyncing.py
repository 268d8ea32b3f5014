"""What `tts resync` sends."""

from tts_auth.sync.service import SyncService
from tts_contracts.queues import Service
from tts_kit.db import Database
from tts_kit.settings import Settings


async def run(settings: Settings) -> None:
    """Write the present state of everything that others keep a copy of to the outboxes."""
    database = Database.of(Service.AUTH, settings, pool_size=1)
    try:
        async with database.transaction() as session:
            await SyncService(session).resync()
    finally:
        await database.close()
        await database.redis.aclose()
