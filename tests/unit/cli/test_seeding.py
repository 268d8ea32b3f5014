"""The first accounts of an installation."""

import pytest

from tts_cli.seeding import first_accounts


@pytest.mark.parametrize("demo", [True, False])
def test_every_installation_has_passwords_of_its_own(demo: bool) -> None:
    accounts = [*first_accounts(demo), *first_accounts(demo)]
    passwords = {account.password for account in accounts}
    assert len(passwords) == len(accounts)
    assert all(len(password) >= 16 for password in passwords)
