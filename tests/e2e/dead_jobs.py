"""`python -m tests.e2e.dead_jobs ACTOR make N | mend`: jobs that no worker of an ecosystem knows.

The data directory is that of `TTS_DATA`. `make` has auth send messages for an actor that does not
exist; `mend` is the release in which it does: its messages are for the actor that they were for.
"""

import asyncio
import os
import sys
from pathlib import Path

import asyncpg

from tts_cli.home import Home
from tts_cli.options import given_settings
from tts_contracts.queues import Service
from tts_contracts.routes import APPLY_ROLE
from tts_kit.ids import uuid7

# What is sent was sent before, so that its effect is nothing new.
_MAKE = """
INSERT INTO outbox (id, queue, actor, payload, correlation_id)
SELECT id, queue, $2, payload, 'dead-' || id
FROM unnest($1::uuid[]) AS new (id),
    (SELECT queue, payload FROM outbox WHERE actor = $3 LIMIT 1) AS old
"""


async def main(actor: str, verb: str, number: str = "0") -> None:
    """Do one of the two."""
    settings = given_settings(Home(Path(os.environ["TTS_DATA"])))
    connection = await asyncpg.connect(settings.database(Service.AUTH))
    if verb == "make":
        ids = [uuid7() for _ in range(int(number))]
        await connection.execute(_MAKE, ids, actor, APPLY_ROLE.actor)
    else:
        rename = "UPDATE outbox SET actor = $2 WHERE actor = $1"
        await connection.execute(rename, actor, APPLY_ROLE.actor)
    await connection.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
