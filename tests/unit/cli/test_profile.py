"""Which servers are started and which are used."""

from pathlib import Path

import pytest

from tts_cli import profile
from tts_cli.engines import valkey
from tts_cli.home import Home

GIVEN = {
    "TTS_DATABASE_URL": "postgresql://postgres@db.example/postgres",
    "TTS_REDIS_URL": "redis://cache.example/1",
    "TTS_BROKER_URL": "amqp://broker.example",
    "TTS_SMTP_URL": "smtp://mail.example:25",
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "data")
    home.make()
    return home


def test_without_settings_every_engine_is_started_and_used(home: Home) -> None:
    plan = profile.make(home, {}, 5)
    assert [engine.name for engine in plan.engines] == ["postgres", "valkey", "mail"]
    assert plan.settings.broker_url.endswith(f":{valkey.PORT.default + 5}/0")
    assert plan.settings.redis_url.endswith(f":{valkey.PORT.default + 5}/1")
    assert plan.settings.smtp_url == "smtp://127.0.0.1:1030"
    assert plan.settings.environment == "development"
    assert plan.settings.port_offset == 5


def test_given_servers_are_used_and_none_is_started(home: Home) -> None:
    plan = profile.make(home, GIVEN, 0)
    assert plan.engines == []
    assert plan.mail_page is None
    settings = plan.settings
    used = [settings.database_url, settings.redis_url, settings.broker_url, settings.smtp_url]
    assert used == list(GIVEN.values())


def test_a_given_broker_still_needs_a_redis(home: Home) -> None:
    rest = {name: url for name, url in GIVEN.items() if name != "TTS_REDIS_URL"}
    plan = profile.make(home, rest, 0)
    assert [engine.name for engine in plan.engines] == ["valkey"]
    assert plan.settings.broker_url == GIVEN["TTS_BROKER_URL"]


def test_a_given_secret_wins_over_the_kept_one(home: Home) -> None:
    plan = profile.make(home, {"TTS_SECRET_KEY": "k" * 40}, 0)
    assert plan.settings.secret_key == "k" * 40
    assert plan.settings.gateway_token == home.secrets()["TTS_GATEWAY_TOKEN"]


def test_an_empty_setting_counts_as_not_given(home: Home) -> None:
    assert profile.make(home, {"TTS_SMTP_URL": ""}, 0).mail_page is not None


def test_ports_of_given_servers_are_not_asked_for() -> None:
    owners = {port.owner for port in profile.needed_ports(GIVEN)}
    assert "gateway" in owners
    assert not owners & {"postgres", "valkey", "mail (SMTP)", "mail (page)"}
    assert {"postgres", "valkey"} < {port.owner for port in profile.needed_ports({})}


def test_ports_of_the_apps_are_asked_for_unless_they_stay_away() -> None:
    served = {"helpdesk-app", "main-app", "auth-app"}
    assert served < {port.owner for port in profile.needed_ports({})}
    assert not served & {port.owner for port in profile.needed_ports({}, apps=False)}
