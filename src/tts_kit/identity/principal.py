"""The caller."""

from uuid import UUID

import msgspec

from tts_contracts.base import Person
from tts_contracts.identity import AccountKind, Claims, RoleClaim
from tts_contracts.permissions import Permission


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """The person (or program) behind a verified token."""

    id: UUID
    session_id: UUID
    version: int
    kind: AccountKind
    email: str
    full_name: str
    department: str | None
    roles: tuple[RoleClaim, ...]
    permissions: frozenset[str]
    #: When the token ends, in seconds since the epoch.
    expires: int

    def may(self, permission: Permission) -> bool:
        """Whether the token carries a permission."""
        return permission in self.permissions

    @property
    def person(self) -> Person:
        """How others see the caller."""
        return Person(id=self.id, full_name=self.full_name)


def from_claims(claims: Claims) -> Principal:
    """The principal a verified token speaks for."""
    return Principal(
        id=claims.sub,
        session_id=claims.sid,
        version=claims.ver,
        kind=claims.kind,
        email=claims.email,
        full_name=claims.full_name,
        department=claims.department,
        roles=tuple(claims.roles),
        permissions=frozenset(claims.permissions),
        expires=claims.exp,
    )
