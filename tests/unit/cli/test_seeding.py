"""The first accounts of an installation."""

from pathlib import Path

import pytest

from tts_cli.home import Home
from tts_cli.seeding import accounts_of, first_accounts


@pytest.mark.parametrize("demo", [True, False])
def test_every_installation_has_passwords_of_its_own(demo: bool) -> None:
    accounts = [*first_accounts(demo), *first_accounts(demo)]
    passwords = {account.password for account in accounts}
    assert len(passwords) == len(accounts)
    assert all(len(password) >= 16 for password in passwords)


def test_an_administrator_made_before_the_demo_keeps_the_password(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (administrator,) = accounts_of(home, demo=False)
    demo = accounts_of(home, demo=True)
    assert administrator in demo
    assert demo == accounts_of(home, demo=True)
