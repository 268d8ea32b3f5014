"""Settings come from the environment, and what is wrong with them is said at once."""

from pathlib import Path

import pytest

from tests.factories import make_settings
from tts_contracts.queues import Service
from tts_kit.settings import Settings, SettingsError, environment, load

GIVEN = {
    "TTS_SECRET_KEY": "k" * 32,
    "TTS_DATABASE_URL": "postgresql://boss:pw@db.example:5432/postgres?sslmode=require",
    "TTS_REDIS_URL": "redis://cache.example/1",
    "TTS_BROKER_URL": "amqp://broker.example",
    "TTS_SMTP_URL": "smtp://mail.example:25",
}


def test_one_error_names_all_that_is_missing_or_wrong() -> None:
    with pytest.raises(SettingsError) as raised:
        load({"TTS_SECRET_KEY": "short", "TTS_POOL_SIZE": "many", "KONG_TRUSTED": "true"})
    text = str(raised.value)
    for name in ("TTS_DATABASE_URL", "TTS_REDIS_URL", "TTS_BROKER_URL", "TTS_SMTP_URL"):
        assert f"{name} is missing" in text
    assert "TTS_POOL_SIZE" in text
    assert "TTS_SECRET_KEY must have at least 32 characters" in text
    assert "KONG_TRUSTED needs TTS_GATEWAY_TOKEN" in text


def test_a_broker_must_be_one_of_two_kinds() -> None:
    with pytest.raises(SettingsError, match="TTS_BROKER_URL"):
        load(GIVEN | {"TTS_BROKER_URL": "kafka://broker.example"})


def test_traces_need_an_address_and_a_share_between_none_and_all() -> None:
    assert load(GIVEN).traces_url == ""
    given = load(GIVEN | {"TTS_OTLP_ENDPOINT": "http://collector:4318/"})
    assert given.traces_url == "http://collector:4318/v1/traces"
    with pytest.raises(SettingsError, match="TTS_OTLP_ENDPOINT"):
        load(GIVEN | {"TTS_OTLP_ENDPOINT": "collector:4317"})
    with pytest.raises(SettingsError, match="TTS_TRACE_RATIO"):
        load(GIVEN | {"TTS_TRACE_RATIO": "50"})


def test_each_service_has_its_own_role_and_database() -> None:
    url = load(GIVEN).database(Service.AUTH)
    assert url.startswith("postgresql://tts_auth:")
    assert url.endswith("@db.example:5432/tts_auth?sslmode=require")


def test_a_service_may_have_its_database_elsewhere() -> None:
    elsewhere = "postgresql://a:b@other.example/helpdesk"
    settings = load(GIVEN | {"TTS_HELPDESK_DATABASE_URL": elsewhere})
    assert settings.database(Service.HELPDESK) == elsewhere
    assert settings.database_as("tts_relay", Service.HELPDESK).endswith("@other.example/helpdesk")


def test_a_roles_password_depends_on_the_secret_and_the_role() -> None:
    one, other = load(GIVEN), load(GIVEN | {"TTS_SECRET_KEY": "x" * 32})
    assert one.role_password("tts_auth") != other.role_password("tts_auth")
    assert one.role_password("tts_auth") != one.role_password("tts_notify")


def test_a_child_process_gets_the_same_settings() -> None:
    settings = make_settings(
        origins=["http://a.example", "http://b.example"],
        kong_trusted=True,
        gateway_token="t",
        service_database_urls={"auth": "postgresql://x/y"},
    )
    assert load(environment(settings)) == settings


def test_the_default_origins_are_the_apps_and_the_gateway_by_both_names() -> None:
    settings = make_settings(port_offset=20000)
    assert "http://localhost:23001" in settings.allowed_origins
    assert "http://127.0.0.1:28080" in settings.allowed_origins
    assert len(settings.allowed_origins) == 8


def test_given_origins_replace_the_default_ones() -> None:
    settings: Settings = make_settings(origins=["https://desk.example"])
    assert settings.allowed_origins == {"https://desk.example"}


def test_an_app_is_on_the_gateway_s_host_at_its_port_unless_its_url_is_given() -> None:
    settings = make_settings(
        public_url="https://tts.example:28080",
        port_offset=20_000,
        main_app_url="https://work.example",
    )
    assert settings.app_url("auth-app") == "https://tts.example:23001"
    assert settings.app_url("main-app") == "https://work.example"


def test_a_setting_may_be_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("f" * 32 + "\n")
    elsewhere = tmp_path / "url"
    elsewhere.write_text("postgresql://a:b@other.example/auth")
    environ = {name: value for name, value in GIVEN.items() if name != "TTS_SECRET_KEY"}
    settings = load(
        environ | {"TTS_SECRET_KEY_FILE": str(secret), "TTS_AUTH_DATABASE_URL_FILE": str(elsewhere)}
    )
    assert settings.secret_key == "f" * 32
    assert settings.database(Service.AUTH) == elsewhere.read_text()


def test_a_file_that_cannot_be_read_or_contradicts_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(SettingsError) as raised:
        load(
            GIVEN
            | {"TTS_GATEWAY_TOKEN_FILE": str(missing), "TTS_SECRET_KEY_FILE": str(tmp_path / "key")}
        )
    text = str(raised.value)
    assert f"TTS_GATEWAY_TOKEN_FILE: [Errno 2] No such file or directory: '{missing}'" in text
    assert "give TTS_SECRET_KEY or TTS_SECRET_KEY_FILE, not both" in text
