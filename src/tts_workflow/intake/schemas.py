"""What the routes of intake take."""

from uuid import UUID

import msgspec


class Assign(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Work on a ticket by this workflow, whichever tickets it takes."""

    workflow_id: UUID
