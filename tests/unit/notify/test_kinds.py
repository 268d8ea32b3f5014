"""What people may switch off."""

import pytest

from tts_contracts.notifications import NotificationType
from tts_notify.kinds import KINDS, Category, Channel, Kind, is_on

_BOTH = frozenset(Channel)


def test_every_type_is_listed_once_with_its_category_in_one_piece() -> None:
    assert set(KINDS) == set(NotificationType)
    categories = [kind.category for kind in KINDS.values()]
    assert categories == sorted(categories, key=list(Category).index)


def test_what_becomes_one_s_own_to_do_is_always_in_the_app() -> None:
    locked = {type_ for type_, kind in KINDS.items() if Channel.IN_APP in kind.locked}
    assert locked == {
        NotificationType.TASK_ASSIGNMENT,
        NotificationType.TASK_TRANSFER_IN,
        NotificationType.TASK_ESCALATION_IN,
        NotificationType.SLA_BREACH,
        NotificationType.SYSTEM,
    }


def test_every_mail_about_a_notification_can_be_switched_off() -> None:
    assert not any(Channel.MAIL in kind.locked for kind in KINDS.values())


@pytest.mark.parametrize(
    ("kind", "chosen", "on"),
    [
        (Kind(Category.WORK), None, True),
        (Kind(Category.WORK), False, False),
        (Kind(Category.WORK, off=_BOTH), None, False),
        (Kind(Category.WORK, off=_BOTH), True, True),
        # Chosen before it was locked.
        (Kind(Category.WORK, locked=_BOTH), False, True),
    ],
)
def test_a_choice_holds_unless_the_channel_is_locked(
    kind: Kind, chosen: bool | None, on: bool
) -> None:
    assert [is_on(kind, channel, chosen) for channel in Channel] == [on, on]
