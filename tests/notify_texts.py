"""What the texts of notifications show, for the tests of those who send the facts."""

from jinja2.meta import find_undeclared_variables

from tts_contracts.notifications import NotificationRaised
from tts_notify.texts import ENVIRONMENT, LANGUAGES

#: What notify adds itself.
_ADDED = {"ticket", "time_zone"}


def left_out(fact: NotificationRaised) -> set[str]:
    """What the text of a fact would show in some language and its sender never gives."""
    assert ENVIRONMENT.loader
    shown: set[str] = set()
    for language in LANGUAGES:
        name = f"{language}/{fact.type}.txt"
        source = ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0]
        shown |= find_undeclared_variables(ENVIRONMENT.parse(source))
    return shown - _ADDED - fact.data.keys()
