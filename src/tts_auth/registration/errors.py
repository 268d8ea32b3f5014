"""Refused registrations."""

from tts_kit.errors import Invalid


class DomainNotAllowed(Invalid):
    """Addresses of this domain cannot register here."""

    code = "domain_not_allowed"
