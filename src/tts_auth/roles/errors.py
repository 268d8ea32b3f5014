"""Refused changes of roles."""

from tts_kit.errors import Conflict, Invalid, NotFound


class UnknownRole(NotFound):
    """No role of that id."""

    code = "unknown_role"


class RoleNotAssignable(Invalid):
    """A role to be held does not exist or is not active."""

    code = "role_not_assignable"


class UnknownSystem(Invalid):
    """No system of that slug."""

    code = "unknown_system"


class ForeignPermission(Invalid):
    """A permission that does not exist or belongs to another system than the role."""

    code = "foreign_permission"


class RoleExists(Conflict):
    """The system has a role of that name, in whatever case."""

    code = "role_exists"


class LastAdministrator(Conflict):
    """Nobody would be left who may manage accounts."""

    code = "last_administrator"
