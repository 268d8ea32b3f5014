"""The HTTP API of the preferences; everybody has their own only."""

from litestar import Controller, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from tts_kit.identity.access import SIGNED_IN
from tts_kit.identity.principal import Principal
from tts_notify.preferences.schemas import Preferences, PreferencesChange
from tts_notify.preferences.service import PreferenceService


def provide_preferences(db_session: NamedDependency[AsyncSession]) -> PreferenceService:
    """The request's service."""
    return PreferenceService(db_session)


class PreferenceController(Controller):
    """What the caller wants to be told."""

    path = "/preferences"
    tags = ["preferences"]
    dependencies = {"preferences": Provide(provide_preferences, sync_to_thread=False)}

    @get("/", permission=SIGNED_IN)
    async def get_preferences(
        self,
        preferences: NamedDependency[PreferenceService],
        principal: NamedDependency[Principal],
    ) -> Preferences:
        """Every type by category, and over which channels the caller is told of it.

        Mails about the account itself (codes, invitations, new passwords) always come.
        """
        return await preferences.get(principal.id)

    @put("/", permission=SIGNED_IN)
    async def change_preferences(
        self,
        data: JSONBody[PreferencesChange],
        preferences: NamedDependency[PreferenceService],
        principal: NamedDependency[Principal],
        expected_revision: NamedDependency[int | None],
    ) -> Preferences:
        """Switch channels on and off; what is left out stays.

        422 `channel_locked` for one that is `locked`: work that is the caller's from now on, a
        missed deadline and what the operators say are always in the app.
        """
        return await preferences.change(principal.id, data, expected_revision)
