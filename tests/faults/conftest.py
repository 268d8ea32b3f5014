"""The ecosystem on each of its two brokers, with engines that a test may stop."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.faults.ecosystem import engines_folder
from tests.faults.nodes import rabbit_node, valkey_node
from tests.faults.stack import Stack, free_offset, running, wait_until_ready
from tts_cli.engines import valkey
from tts_cli.home import Home


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the engines of all ecosystems are."""
    with engines_folder(tmp_path_factory.mktemp("logs")) as folder:
        yield folder


@pytest.fixture(
    scope="package", params=[pytest.param("rabbitmq", marks=pytest.mark.rabbitmq), "redis"]
)
async def ecosystem(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Stack]:
    """One for all tests on a broker: starting it costs more than most of them."""
    place = folder / request.param
    place.mkdir(mode=0o711)
    offset = free_offset()
    redis = valkey_node(place / "redis", offset)
    broker, broker_url = redis, _database(redis.url, valkey.BROKER_DATABASE)
    if request.param == "rabbitmq":
        broker = rabbit_node(place / "rabbitmq", offset)
        broker_url = broker.url
    stack = Stack(Home(place / "data"), offset, broker_url, broker, redis)
    async with AsyncExitStack() as stopping:
        for node in {redis, broker}:
            stopping.push_async_callback(node.stop)
            await node.start()
        given = {"TTS_REDIS_URL": redis.url, "TTS_BROKER_URL": broker_url}
        async with running(stack, given):
            yield stack


@pytest.fixture
async def stack(ecosystem: Stack) -> Stack:
    """The ecosystem with everything up, whatever an earlier test did to it."""
    await wait_until_ready(ecosystem)
    return ecosystem


def _database(url: str, number: int) -> str:
    return f"{url.rpartition('/')[0]}/{number}"
