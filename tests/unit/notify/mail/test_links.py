"""Where the links of a mail lead."""

import pytest

from tests.factories import make_settings
from tts_notify.mail.links import app_url, ticket_url


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("staff", "http://localhost:1000/ticket/TX1"),
        ("employee", "http://localhost:5173/ticket/TX1"),
    ],
)
def test_a_ticket_opens_in_the_app_its_reader_uses(kind: str, url: str) -> None:
    assert ticket_url(make_settings(), kind, "TX1") == url


def test_apps_are_on_the_gateway_s_host_with_the_ports_shifted_alike() -> None:
    settings = make_settings(public_url="https://tts.example:28080", port_offset=20_000)
    assert app_url(settings, "auth-app") == "https://tts.example:23001"


def test_a_number_cannot_lead_elsewhere() -> None:
    url = ticket_url(make_settings(), "staff", "../../evil?x=1#y")
    assert url == "http://localhost:1000/ticket/..%2F..%2Fevil%3Fx%3D1%23y"
