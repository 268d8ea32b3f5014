"""Who may do what: permissions that nobody can hold, administrators, accounts for a show."""

from sqlalchemy import func, select

from tts_auth.accounts.models import Account
from tts_auth.roles.models import Assignment, Role
from tts_cli.doctor.databases import session_of_auth
from tts_cli.doctor.findings import Check, Unsuitable, require
from tts_cli.seeding import first_accounts
from tts_contracts.permissions import Permission
from tts_kit.settings import Settings

#: Without a holder of these, nobody inside the system can put right what is wrong with it.
_INDISPENSABLE = (Permission.ACCOUNT_MANAGE, Permission.OPS_READ, Permission.OPS_ACT)
_NAMED = 3


def checks(settings: Settings) -> list[Check]:
    """Those of a deployment."""
    return [
        ("permissions", _permissions(settings)),
        ("administrators", _administrators(settings)),
        ("demo accounts", _demo_accounts(settings)),
    ]


async def _permissions(settings: Settings) -> str:
    granted = select(func.jsonb_array_elements_text(Role.permissions)).where(Role.active).distinct()
    async with session_of_auth(settings) as session:
        known = set(await session.scalars(granted))
    if missing := sorted(set(Permission) - known):
        raise Unsuitable(
            f"no active role carries {', '.join(missing)}: give them to one, with "
            "`PATCH /auth/roles/{id}` or where the accounts are managed"
        )
    unknown = sorted(known - set(Permission))
    return f"{len(Permission)} known" + (f"; not to us: {', '.join(unknown)}" if unknown else "")


async def _administrators(settings: Settings) -> str:
    faults, counts = [], []
    async with session_of_auth(settings) as session:
        for permission in _INDISPENSABLE:
            holders = await session.scalar(
                select(func.count(Account.id.distinct()))
                .join(Assignment, Assignment.account_id == Account.id)
                .join(Role, Role.id == Assignment.role_id)
                .where(Account.active, Role.active, Role.permissions.contains([permission.value]))
            )
            counts.append(f"{holders} may {permission}")
            if not holders:
                faults.append(
                    f"no active account may {permission}: `tts seed --no-demo` makes an "
                    "administrator where admin@tts.example is missing"
                )
    require(faults)
    return ", ".join(counts)


async def _demo_accounts(settings: Settings) -> str:
    lasting = {account.email for account in first_accounts(demo=False)}
    shown = {account.email for account in first_accounts(demo=True)} - lasting
    async with session_of_auth(settings) as session:
        found = select(Account.email).where(Account.active, func.lower(Account.email).in_(shown))
        emails = sorted(await session.scalars(found))
    if emails and settings.environment == "production":
        more = len(emails) - _NAMED
        raise Unsuitable(
            f"{', '.join(emails[:_NAMED])}{f' and {more} more' if more > 0 else ''} can sign in "
            "with passwords of a file: deactivate them"
        )
    return f"{len(emails)} active, the environment is {settings.environment}"
