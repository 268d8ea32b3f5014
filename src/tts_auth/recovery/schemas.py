"""Lost and changed passwords."""

import msgspec

from tts_auth.texts import LinkToken, Password


class ResetPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the mailed link carries, and the password to have from now on."""

    token: LinkToken
    password: Password


class ChangePassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The password there is, and the one to have from now on."""

    current_password: Password
    new_password: Password
