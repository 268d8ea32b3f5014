"""Where the links of a mail lead."""

import pytest

from tests.factories import make_settings
from tts_contracts.notifications import NotificationType
from tts_notify.mail.links import app_of, preferences_url, ticket_url

MAIN, HELPDESK = "main-app", "helpdesk-app"
ASSIGNED, RESOLVED = NotificationType.TASK_ASSIGNMENT, NotificationType.TICKET_RESOLVED
COMMENT, LATE = NotificationType.COMMENT_ADDED, NotificationType.SLA_BREACH


@pytest.mark.parametrize(
    ("type_", "systems", "app"),
    [
        (RESOLVED, {"hdts"}, HELPDESK),
        (COMMENT, {"hdts"}, HELPDESK),
        (LATE, {"hdts"}, HELPDESK),
        (ASSIGNED, {"tts"}, MAIN),
        (RESOLVED, {"tts"}, MAIN),
        (ASSIGNED, {"tts", "hdts"}, MAIN),
        (LATE, {"tts", "hdts"}, MAIN),
        (COMMENT, {"tts", "hdts"}, MAIN),
        (RESOLVED, {"tts", "hdts"}, HELPDESK),
        (RESOLVED, {"assets", "hdts"}, HELPDESK),
    ],
)
@pytest.mark.parametrize("kind", ["staff", "employee"])
def test_a_link_leads_to_the_app_where_its_reader_can_act(
    type_: NotificationType, systems: set[str], app: str, kind: str
) -> None:
    assert app_of(type_, kind, systems) == app


@pytest.mark.parametrize("type_", NotificationType)
@pytest.mark.parametrize("systems", [[], ["assets"]])
def test_without_roles_in_either_the_kind_says_it(
    type_: NotificationType, systems: list[str]
) -> None:
    assert app_of(type_, "staff", systems) == MAIN
    assert app_of(type_, "employee", systems) == HELPDESK


def test_a_page_is_below_its_app() -> None:
    settings = make_settings()
    assert ticket_url(settings, MAIN, "TX1") == "http://localhost:1000/ticket/TX1"
    assert ticket_url(settings, HELPDESK, "TX1") == "http://localhost:5173/ticket/TX1"
    assert preferences_url(settings, MAIN) == "http://localhost:1000/settings/notifications"


def test_a_number_cannot_lead_elsewhere() -> None:
    url = ticket_url(make_settings(), MAIN, "../../evil?x=1#y")
    assert url == "http://localhost:1000/ticket/..%2F..%2Fevil%3Fx%3D1%23y"
