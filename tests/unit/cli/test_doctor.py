"""The rules by which `tts doctor` judges."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from packaging.requirements import Requirement

from tests.unit.cli.settings import SETTINGS
from tts_cli.doctor import clocks, databases, sites, versions
from tts_cli.doctor.findings import Finding, Unsuitable, find
from tts_contracts.queues import Service
from tts_kit.settings import Settings

_NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_PUBLIC = {
    "environment": "production",
    "public_url": "https://tts.example:8443",
    "origins": ["https://tts.example", "https://tts.example:8443"],
}


def _public(**changes: Any) -> Settings:
    return msgspec.structs.replace(SETTINGS, **(_PUBLIC | changes))


def test_half_of_the_round_trip_is_taken_off_a_clocks_difference() -> None:
    after = _NOON + timedelta(seconds=1)
    assert clocks.ahead(_NOON, _NOON + timedelta(seconds=0.5), after) == 0
    assert clocks.ahead(_NOON, _NOON + timedelta(seconds=4), after) == 3.5


@pytest.mark.parametrize(("seconds", "told"), [(2.1, "2.1 s ahead"), (-2.1, "2.1 s behind")])
def test_two_seconds_between_clocks_are_borne_and_no_more(seconds: float, told: str) -> None:
    assert clocks.judge(2.0) == "+2.00 s"
    with pytest.raises(Unsuitable, match=told):
        clocks.judge(seconds)


def test_what_is_reserved_and_used_by_others_is_no_room_for_pools() -> None:
    assert databases.room(most=100, reserved=3, others=12, needed=85)
    with pytest.raises(Unsuitable, match="raise max_connections or lower TTS_POOL_SIZE"):
        databases.room(most=100, reserved=3, others=13, needed=85)


def test_a_database_ahead_of_the_code_is_a_fact_and_one_behind_a_fault() -> None:
    assert "which a newer release has made" in databases.migration_state(Service.AUTH, "9999")
    for present, told in ((None, "is at nothing"), ("0001", "is at 0001")):
        with pytest.raises(Unsuitable, match=f"{told}.*run `tts migrate`"):
            databases.migration_state(Service.AUTH, present)


@pytest.mark.parametrize("url", ["https://tts.example", "https://tts.example:8443"])
def test_addresses_on_the_gateways_host_with_any_port_are_one_site(url: str) -> None:
    assert not sites.address_faults(_public(), url)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://helpdesk.tts.example", "another host than the gateway's tts.example"),
        ("http://tts.example", "is http while the gateway is https"),
        ("http://tts.example", "is not https"),
        ("https://tts.example:9443", "add https://tts.example:9443 to TTS_ORIGINS"),
    ],
)
def test_an_address_that_browsers_keep_apart_from_the_gateway_is_told(url: str, told: str) -> None:
    assert any(told in fault for fault in sites.address_faults(_public(), url))


def test_http_is_for_development_only() -> None:
    local = SETTINGS.app_url("main-app")
    assert any("is not https" in fault for fault in sites.address_faults(SETTINGS, local))
    development = msgspec.structs.replace(SETTINGS, environment="development")
    assert not sites.address_faults(development, local)


def test_a_default_port_is_not_part_of_an_origin() -> None:
    assert sites.origin_of("https://tts.example:443/app") == "https://tts.example"


def test_a_package_that_is_missing_or_of_another_version_is_told() -> None:
    assert versions.fault_of(Requirement("click>=8")) is None
    assert "is not >=999" in (versions.fault_of(Requirement("click>=999")) or "")
    assert "is missing" in (versions.fault_of(Requirement("no-such-package")) or "")


async def test_a_check_that_fails_in_any_way_is_a_finding_on_one_line() -> None:
    async def look() -> str:
        raise RuntimeError("first\n  second")

    assert await find(("it", look())) == Finding("it", fault="first second")
