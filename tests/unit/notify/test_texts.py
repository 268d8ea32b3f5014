"""What notifications say."""

from datetime import UTC, datetime

import pytest
from jinja2 import TemplateNotFound

from tts_contracts.notifications import NotificationType
from tts_notify.texts import ENVIRONMENT, LANGUAGES, language_of, render_text

EVERYTHING = {
    "subject": "Laptop broken",
    "step": "Triage",
    "role": "Agent",
    "priority": "High",
    "department": "IT Department",
    "category": "IT Support",
    "status": "On Hold",
    "actor": "Ann Lee",
    "author": {"id": "1", "full_name": "Ann Lee"},
    "from": "Bob Ray",
    "to": "Cem Ak",
    "note": "Please hurry",
    "reason": "Waiting for parts",
    "percent": 80,
    "due_at": "2026-11-23T10:00:00+00:00",
    "excerpt": "It smokes",
    "text": "Maintenance at noon",
    "rating": 4,
    "comment": "Quick, and kind",
}
EVERY = [(type_, language) for type_ in NotificationType for language in sorted(LANGUAGES)]


@pytest.mark.parametrize(("type_", "language"), EVERY)
def test_every_type_speaks_every_language_whatever_it_is_told(
    type_: NotificationType, language: str
) -> None:
    nothing = dict.fromkeys(EVERYTHING)
    for data in ({}, nothing, EVERYTHING):
        text = render_text(type_, language, "UTC", {**data, "ticket": "TX1"})
        assert text.subject
        assert text.body
        assert "None" not in text.subject + text.body
        assert "  " not in text.subject + text.body
        if type_ is not NotificationType.SYSTEM:
            assert "TX1" in text.subject
        for line in (text.subject, *text.body.splitlines()):
            assert line == line.strip() != ""


@pytest.mark.parametrize("type_", NotificationType)
def test_no_two_languages_say_the_same(type_: NotificationType) -> None:
    bodies = {render_text(type_, tag, "UTC", {"ticket": "TX1"}).body for tag in LANGUAGES}
    assert len(bodies) == len(LANGUAGES)


def test_every_language_has_the_same_templates() -> None:
    names = {language: set[str]() for language in LANGUAGES}
    for template in ENVIRONMENT.list_templates():
        language, _, name = template.partition("/")
        names[language].add(name)
    assert len({frozenset(found) for found in names.values()}) == 1


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("fr", "en"), ("", "en")],
)
def test_a_language_we_do_not_have_is_english(tag: str, language: str) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize(
    ("time_zone", "shown"),
    [
        ("UTC", "2026-11-23 10:00 UTC"),
        ("Asia/Manila", "2026-11-23 18:00 PST"),
        ("Europe/Vienna", "2026-11-23 11:00 CET"),
        ("Nowhere/Land", "2026-11-23 10:00 UTC"),
        ("../../etc/passwd", "2026-11-23 10:00 UTC"),
    ],
)
def test_times_are_told_in_the_reader_s_time_zone(time_zone: str, shown: str) -> None:
    context = {"ticket": "TX1", "due_at": datetime(2026, 11, 23, 10, tzinfo=UTC).isoformat()}
    assert shown in render_text("task_assignment", "en", time_zone, context).body


def test_a_subject_is_one_line_of_bounded_length() -> None:
    context = {"ticket": "TX1", "subject": "a\r\nBcc: evil@example.com " + "x" * 500}
    subject = render_text("task_assignment", "en", "UTC", context).subject
    assert subject.startswith("TX1 is assigned to you: a Bcc: evil@example.com xxx")
    assert len(subject) == 200


def test_a_body_is_of_bounded_length() -> None:
    context = {"ticket": "TX1", "excerpt": "x" * 5_000}
    assert len(render_text("comment_added", "en", "UTC", context).body) == 1_000


def test_what_people_wrote_is_not_a_template() -> None:
    context = {"ticket": "TX1", "excerpt": "{{ 7 * 7 }}{% raw %}"}
    assert render_text("comment_added", "en", "UTC", context).body == "{{ 7 * 7 }}{% raw %}"


@pytest.mark.parametrize("name", ["gossip", "../en/system", "account/gossip"])
def test_a_template_that_does_not_exist_is_an_error(name: str) -> None:
    with pytest.raises(TemplateNotFound):
        render_text(name, "en", "UTC", {})
