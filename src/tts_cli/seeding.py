"""What a new installation has: roles, catalogue, workflows and its first accounts."""

import asyncio
import secrets
from functools import partial
from pathlib import Path
from uuid import UUID

import msgspec

from tts_auth.accounts.errors import EmailTaken
from tts_auth.accounts.schemas import NewAccount, RoleChoice
from tts_auth.accounts.service import AccountService
from tts_auth.app import prepare
from tts_auth.roles.service import RoleService
from tts_cli.home import DemoAccount, Home, write_private
from tts_contracts.identity import AccountKind, RoleClaim
from tts_contracts.queues import Service
from tts_helpdesk.catalog.seed import seed_catalog
from tts_kit.db import Database
from tts_kit.settings import Settings
from tts_workflow.definitions.seed import seed_workflows

_ADMIN = ("admin", "Alex Admin", [("tts", "Admin"), ("hdts", "Admin")], "IT Department")

_COORDINATOR = [("hdts", "Ticket Coordinator")]
_STAFF: list[tuple[str, str, list[tuple[str, str]], str]] = [
    ("carmen", "Carmen Cruz", _COORDINATOR, "IT Department"),
    ("carlo", "Carlo Castro", _COORDINATOR, "Asset Department"),
    ("ana", "Ana Aquino", [("tts", "Agent")], "IT Department"),
    ("ben", "Ben Bautista", [("tts", "Agent")], "IT Department"),
    ("gina", "Gina Garcia", [("tts", "Agent")], "IT Department"),
    ("marco", "Marco Mendoza", [("tts", "Asset Manager")], "Asset Department"),
    ("maria", "Maria Molina", [("tts", "Asset Manager")], "Asset Department"),
    ("bea", "Bea Banzon", [("tts", "Budget Manager")], "Budget Department"),
]
_EMPLOYEES = [
    ("elena", "Elena Estrada", "Budget Department"),
    ("emil", "Emil Espinosa", "Asset Department"),
    ("erik", "Erik Enriquez", "IT Department"),
]


def run(settings: Settings, home: Home, demo: bool) -> None:
    """Seed; safe to run again, then only what is missing is made."""
    asyncio.run(_seed(settings, home, demo))


async def _seed(settings: Settings, home: Home, demo: bool) -> None:
    opened = partial(Database.opened, settings=settings)
    async with opened(Service.AUTH) as auth:
        await prepare(auth)
        roles = await _accounts(auth, home, demo)
    async with opened(Service.HELPDESK) as helpdesk, helpdesk.transaction() as session:
        await seed_catalog(session)
    async with opened(Service.WORKFLOW) as workflow, workflow.transaction() as session:
        await seed_workflows(session, roles)


async def _accounts(auth: Database, home: Home, demo: bool) -> dict[str, UUID]:
    """Make the accounts that are missing; the answer is the id of each role of `tts` by name."""
    for account in accounts_of(home, demo):
        new = NewAccount(
            email=account.email,
            full_name=account.full_name,
            kind=account.kind,
            password=account.password,
            department=account.department,
            time_zone="Asia/Manila",
            roles=[RoleChoice(r.system, r.role) for r in account.roles],
        )
        try:
            async with auth.transaction() as session:
                await AccountService(session).create(new)
        except EmailTaken:
            continue
    async with auth.transaction() as session:
        return {role.name: role.id for role in await RoleService(session).all("tts")}


def accounts_of(home: Home, demo: bool) -> list[DemoAccount]:
    """The accounts and passwords of the directory's file, which is written when it is missing."""
    file, other = home.accounts_file(demo=demo), home.accounts_file(demo=not demo)
    if file.exists():
        return _read(file)
    # Who was made without the demo, or with it, keeps the password.
    known = {account.email: account for account in _read(other)} if other.exists() else {}
    accounts = [known.get(account.email, account) for account in first_accounts(demo)]
    # Before the accounts are: one whose password nobody knows helps nobody.
    write_private(file, msgspec.json.format(msgspec.json.encode(accounts), indent=2).decode())
    return accounts


def _read(file: Path) -> list[DemoAccount]:
    return msgspec.json.decode(file.read_bytes(), type=list[DemoAccount])


def first_accounts(demo: bool) -> list[DemoAccount]:
    """An administrator, and with `demo` somebody of every role; passwords are made anew."""
    staff = [_ADMIN, *_STAFF] if demo else [_ADMIN]
    people = [_account(name, "staff", roles, full, dept) for name, full, roles, dept in staff]
    if demo:
        employee = [("hdts", "Employee")]
        people += [_account(n, "employee", employee, full, d) for n, full, d in _EMPLOYEES]
    return people


def _account(
    name: str, kind: AccountKind, roles: list[tuple[str, str]], full_name: str, department: str
) -> DemoAccount:
    return DemoAccount(
        email=f"{name}@tts.example",
        password=secrets.token_urlsafe(12),
        kind=kind,
        roles=[RoleClaim(system, role) for system, role in roles],
        full_name=full_name,
        department=department,
    )
