"""One copy of everything is killed, one after the other, and nothing goes with it."""

from functools import partial

import pytest

from tests.faults.load import survive
from tests.scale.fleet import HOSTS, PROCESSES, Fleet

pytestmark = [pytest.mark.long, pytest.mark.rabbitmq]

VICTIMS = (*PROCESSES, "gateway")
_PER_VICTIM = 20


@pytest.mark.parametrize("host", HOSTS)
async def test_a_host_that_loses_its_processes_one_by_one_loses_and_doubles_nothing(
    fleet: Fleet, host: str
) -> None:
    async def kill(process: str) -> None:
        await fleet.nodes[process, host].kill()

    async def the_other_host_goes_on() -> None:
        dead = {place for place, node in fleet.nodes.items() if not node.runs}
        assert dead == {(process, host) for process in VICTIMS}

    faults = {
        place * _PER_VICTIM + _PER_VICTIM // 3: partial(kill, process)
        for place, process in enumerate(VICTIMS)
    }
    gateways = [fleet.gateway(host) for host in HOSTS]
    await survive(fleet, gateways, len(VICTIMS) * _PER_VICTIM, [faults], the_other_host_goes_on)
