"""What the role routes give."""

from uuid import UUID

import msgspec


class RoleRow(msgspec.Struct, kw_only=True):
    """A role that steps may belong to: how many active people hold it, and are there."""

    id: UUID
    name: str
    holders: int
    available: int
