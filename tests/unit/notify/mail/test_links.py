"""Where the links of a mail lead."""

import pytest

from tests.factories import make_settings
from tts_notify.mail.links import ticket_url


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("staff", "http://localhost:1000/ticket/TX1"),
        ("employee", "http://localhost:5173/ticket/TX1"),
    ],
)
def test_a_ticket_opens_in_the_app_its_reader_uses(kind: str, url: str) -> None:
    assert ticket_url(make_settings(), kind, "TX1") == url


def test_a_number_cannot_lead_elsewhere() -> None:
    url = ticket_url(make_settings(), "staff", "../../evil?x=1#y")
    assert url == "http://localhost:1000/ticket/..%2F..%2Fevil%3Fx%3D1%23y"
