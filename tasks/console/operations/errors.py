"""Why an operation is refused."""

from tts_kit.errors import Conflict, DomainError, Invalid


class NothingToDo(Conflict):
    """Nothing that is there now can be treated so."""

    code = "nothing_to_do"


class TooWide(Invalid):
    """Only jobs that failed are acted on all at once."""

    code = "search_too_wide"


class DatabaseAway(DomainError):
    """A database does not answer, and without it nothing can be done as asked."""

    status = 503
    code = "database_away"
