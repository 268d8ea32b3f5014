"""What each of the other services gets to know of an account or a role."""

from uuid import UUID

import msgspec

from tts_auth.accounts.schemas import AccountDetail
from tts_auth.roles.models import Role
from tts_auth.roles.queries import HeldRole
from tts_contracts.identity import AccountState, AddressState, MemberState, RoleState
from tts_contracts.permissions import Permission

_OF_SYSTEM = {permission.value: permission.system for permission in Permission}
#: Above every revision that an account can reach; fits a PostgreSQL integer.
_LAST_REVISION = 2**31 - 1


class AccountStates(msgspec.Struct, frozen=True):
    """One account's state for every projection."""

    account: AccountState
    address: AddressState
    tts: MemberState
    hdts: MemberState


def account_states(account: AccountDetail, held: list[HeldRole]) -> AccountStates:
    """The present states of an account that holds these roles."""
    key = str(account.id)

    def member(system: str) -> MemberState:
        return MemberState(
            key=key,
            revision=account.revision,
            system=system,
            full_name=account.full_name,
            department=account.department,
            active=account.active,
            available=account.available,
            role_ids=[role.id for role in held if role.system == system],
            permissions=[name for name in account.permissions if _OF_SYSTEM[name] == system],
        )

    return AccountStates(
        account=AccountState(
            key=key,
            revision=account.revision,
            kind=account.kind,
            email=account.email,
            full_name=account.full_name,
            department=account.department,
            active=account.active,
        ),
        address=AddressState(
            key=key,
            revision=account.revision,
            email=account.email,
            full_name=account.full_name,
            language=account.language,
            time_zone=account.time_zone,
            kind=account.kind,
            active=account.active,
            systems=sorted({role.system for role in held}),
        ),
        tts=member("tts"),
        hdts=member("hdts"),
    )


def tombstone(account_id: UUID) -> AccountStates:
    """The states of an account that does not exist; no revision comes after it."""
    key, revision = str(account_id), _LAST_REVISION

    def member(system: str) -> MemberState:
        return MemberState(
            key=key,
            revision=revision,
            system=system,
            full_name="",
            department=None,
            active=False,
            available=False,
            role_ids=[],
        )

    return AccountStates(
        account=AccountState(
            key=key,
            revision=revision,
            kind="staff",
            email="",
            full_name="",
            department=None,
            active=False,
        ),
        address=AddressState(
            key=key,
            revision=revision,
            email="",
            full_name="",
            language="en",
            time_zone="UTC",
            active=False,
        ),
        tts=member("tts"),
        hdts=member("hdts"),
    )


def role_state(role: Role) -> RoleState:
    """The present state of a role."""
    return RoleState(
        key=str(role.id),
        revision=role.revision,
        system=role.system,
        name=role.name,
        active=role.active,
    )
