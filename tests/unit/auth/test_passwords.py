"""Password hashes."""

from argon2 import PasswordHasher

from tts_auth.accounts import passwords


async def test_a_password_matches_its_hash_only() -> None:
    stored = await passwords.hash_password("correct horse")
    assert stored.startswith("$argon2id$")
    assert await passwords.matches(stored, "correct horse")
    assert not await passwords.matches(stored, "Correct horse")
    assert not passwords.is_outdated(stored)


async def test_equal_passwords_have_different_hashes() -> None:
    assert await passwords.hash_password("same") != await passwords.hash_password("same")


async def test_nothing_matches_where_there_is_no_hash() -> None:
    assert not await passwords.matches(None, "")
    assert not await passwords.matches(None, "anything")


def test_other_parameters_are_outdated() -> None:
    assert passwords.is_outdated(
        PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x")
    )
