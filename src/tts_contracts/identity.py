"""Claims of the access token, and what auth tells the other services about people and roles."""

from typing import Literal
from uuid import UUID

import msgspec

from tts_contracts.base import Fact, Message, State

ISSUER = "tts-jwt-issuer"
AUDIENCE = "tts"
ALGORITHM = "ES256"
#: Lifetime of an access token, in seconds.
ACCESS_TOKEN_SECONDS = 300
#: A role set is refused beyond this many permissions: browsers drop cookies over 4,096 bytes.
MAX_PERMISSIONS = 60

AccountKind = Literal["staff", "employee"]


class RoleClaim(msgspec.Struct, frozen=True):
    """One role held, as tokens and accounts show it."""

    system: str
    role: str


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """The access token's payload; times are seconds since the epoch."""

    iss: str
    aud: str
    sub: UUID
    sid: UUID
    ver: int
    jti: str
    iat: int
    nbf: int
    exp: int
    token_type: Literal["access"]
    kind: AccountKind
    username: str
    email: str
    full_name: str
    department: str | None = None
    roles: list[RoleClaim] = []
    permissions: list[str] = []


class AccountChanged(Fact, frozen=True, kw_only=True):
    """An account, its roles or its availability changed; the worker re-reads the present state."""

    account_id: UUID


class RoleChanged(Fact, frozen=True, kw_only=True):
    """A role changed; the worker re-reads the present state."""

    role_id: UUID


class UnknownAccounts(Fact, frozen=True, kw_only=True):
    """Accounts a projection holds and no resync chunk named; answered with state or tombstone."""

    account_ids: list[UUID]


class SessionEnded(Fact, frozen=True, kw_only=True):
    """Tokens of a session below a version are refused from now on."""

    session_id: UUID
    lowest: int


class LinkAsked(Fact, frozen=True, kw_only=True):
    """Somebody asked for a link by mail; whether the address gets one is found out later."""

    email: str


class RoleState(State, frozen=True, kw_only=True):
    """A role of the system `tts`; `key` is its id."""

    system: str
    name: str
    active: bool


class AccountState(State, frozen=True, kw_only=True):
    """A person as helpdesk and messaging know them; `key` is the account id."""

    kind: AccountKind
    email: str
    full_name: str
    department: str | None
    active: bool


class MemberState(State, frozen=True, kw_only=True):
    """Which roles of one system a person holds; `key` is the account id."""

    system: str
    full_name: str
    department: str | None
    active: bool
    available: bool
    role_ids: list[UUID]
    permissions: list[str] = []


class AddressState(State, frozen=True, kw_only=True):
    """Where and how notify reaches a person; `key` is the account id."""

    email: str
    full_name: str
    language: str
    time_zone: str
    active: bool
    #: Says, where there are no systems, which app the links of a mail open.
    kind: AccountKind = "staff"
    #: Those the person holds a role in.
    systems: list[str] = []


class RoleChunk(Message, frozen=True, kw_only=True):
    """Part of a resync for workflow: roles, or who holds them."""

    roles: list[RoleState] = []
    members: list[MemberState] = []
