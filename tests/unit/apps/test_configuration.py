"""What a page is told, and what its policy allows."""

import html
import re

import msgspec

from tests.unit.cli.settings import SETTINGS
from tts_apps.configuration import configuration, meta_tag, security_headers


def test_ports_are_told_where_an_app_is_on_the_page_s_own_host() -> None:
    shifted = msgspec.structs.replace(SETTINGS, port_offset=20_000)
    assert msgspec.to_builtins(configuration(shifted, "4f0c")) == {
        "version": "4f0c",
        "gateway": 28_080,
        "helpdesk": 25_173,
        "main": 21_000,
        "auth": 23_001,
    }


def test_urls_are_told_where_the_settings_give_one() -> None:
    public = msgspec.structs.replace(
        SETTINGS, public_url="https://tts.example", main_app_url="https://work.example"
    )
    told = configuration(public, "4f0c")
    assert told.gateway == "https://tts.example"
    assert told.helpdesk == "https://tts.example:5173"
    assert told.main == "https://work.example"
    assert told.auth == "https://tts.example:3001"


def test_an_app_s_url_alone_changes_nothing_else() -> None:
    given = msgspec.structs.replace(SETTINGS, auth_app_url="https://id.example")
    told = configuration(given, "4f0c")
    assert (told.gateway, told.auth, told.main) == (
        8080,
        "https://id.example",
        1000,
    )


def test_nothing_in_a_url_leaves_the_attribute() -> None:
    told = configuration(
        msgspec.structs.replace(SETTINGS, public_url='https://x"><script>&amp;'), "4f0c"
    )
    tag = meta_tag(told)
    match = re.fullmatch(r'<meta name="tts-config" content="([^"<>]*)">', tag)
    assert match is not None
    assert msgspec.json.decode(html.unescape(match[1])) == msgspec.to_builtins(told)


def test_a_page_reaches_the_gateway_by_both_names_of_this_host_and_nothing_else() -> None:
    policy = security_headers(SETTINGS)["Content-Security-Policy"].split("; ")
    assert (
        "connect-src 'self' http://localhost:8080 http://127.0.0.1:8080 "
        "ws://localhost:8080 ws://127.0.0.1:8080" in policy
    )
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_behind_a_public_url_a_page_reaches_that_origin_alone() -> None:
    public = msgspec.structs.replace(SETTINGS, public_url="https://tts.example:8443/api")
    policy = security_headers(public)["Content-Security-Policy"].split("; ")
    assert "connect-src 'self' https://tts.example:8443 wss://tts.example:8443" in policy
