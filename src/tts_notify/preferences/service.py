"""Keeps what people chose, and says what holds."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import bindparam, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.notifications import NotificationType
from tts_kit.preconditions import check_revision
from tts_notify.kinds import KINDS, Channel, is_on
from tts_notify.preferences.errors import ChannelLocked
from tts_notify.preferences.models import Preference, PreferenceRevision
from tts_notify.preferences.schemas import (
    ChannelName,
    Channels,
    PreferenceDetail,
    Preferences,
    PreferencesChange,
)

_NAMES: dict[Channel, ChannelName] = {Channel.IN_APP: "in_app", Channel.MAIL: "mail"}

_CHOSEN = select(Preference.account_id, Preference.channel, Preference.is_on).where(
    Preference.account_id.in_(bindparam("accounts", expanding=True)),
    Preference.type == bindparam("of_type"),
)

#: What a person chose of a type and a channel.
Choices = dict[tuple[NotificationType, Channel], bool]


class PreferenceService:
    """Preferences of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, account_id: UUID) -> Preferences:
        """Every type, as the account has it."""
        # Before the choices, which then are never older than it.
        found = await self._session.execute(
            select(PreferenceRevision.revision).where(PreferenceRevision.account_id == account_id)
        )
        revision = found.scalar_one_or_none() or 0
        rows = await self._session.execute(
            select(Preference.type, Preference.channel, Preference.is_on).where(
                Preference.account_id == account_id
            )
        )
        chosen: Choices = {(row.type, row.channel): row.is_on for row in rows}
        items = [_detail(type_, chosen) for type_ in KINDS]
        return Preferences(items=items, revision=revision)

    async def change(
        self, account_id: UUID, data: PreferencesChange, expected: int | None
    ) -> Preferences:
        """Switch channels; raises `ChannelLocked`."""
        wanted = _wanted(data)
        check_revision(expected, await self._lock(account_id))
        await self._session.execute(
            delete(Preference).where(
                Preference.account_id == account_id,
                tuple_(Preference.type, Preference.channel).in_(list(wanted)),
            )
        )
        rows = [
            {"account_id": account_id, "type": type_, "channel": channel, "is_on": on}
            for (type_, channel), on in wanted.items()
            if on != is_on(KINDS[type_], channel, None)
        ]
        if rows:
            await self._session.execute(insert(Preference), rows)
        await self._session.execute(
            update(PreferenceRevision)
            .where(PreferenceRevision.account_id == account_id)
            .values(revision=PreferenceRevision.revision + 1)
        )
        return await self.get(account_id)

    async def chosen(
        self, type_: NotificationType, accounts: Collection[UUID]
    ) -> dict[tuple[UUID, Channel], bool]:
        """What accounts chose of a type, where they did, in one statement for all of them."""
        asked = {"accounts": list(accounts), "of_type": type_}
        rows = await self._session.execute(_CHOSEN, asked)
        return {(row.account_id, Channel(row.channel)): row.is_on for row in rows}

    async def _lock(self, account_id: UUID) -> int:
        first = insert(PreferenceRevision).values(account_id=account_id, revision=0)
        # The update changes nothing, but locks what is there already.
        locked = await self._session.execute(
            first.on_conflict_do_update(
                index_elements=["account_id"], set_={"account_id": account_id}
            ).returning(PreferenceRevision.revision)
        )
        return locked.scalar_one()


def _detail(type_: NotificationType, chosen: Choices) -> PreferenceDetail:
    kind = KINDS[type_]
    on = {name: is_on(kind, c, chosen.get((type_, c))) for c, name in _NAMES.items()}
    return PreferenceDetail(
        type=type_,
        category=kind.category,
        channels=Channels(**on),
        locked=[name for channel, name in _NAMES.items() if channel in kind.locked],
    )


def _wanted(data: PreferencesChange) -> Choices:
    refused = list(_refused(data))
    if refused:
        raise ChannelLocked("These channels cannot be switched off.", errors=refused)
    return {
        (item.type, channel): value
        for item in data.items
        for channel, name in _NAMES.items()
        if isinstance(value := getattr(item.channels, name), bool)
    }


def _refused(data: PreferencesChange) -> Iterator[dict[str, str]]:
    for place, item in enumerate(data.items):
        for channel in KINDS[item.type].locked:
            if getattr(item.channels, _NAMES[channel]) is False:
                yield {
                    "field": f"items[{place}].channels.{_NAMES[channel]}",
                    "message": f"`{item.type}` cannot be switched off here.",
                }
