"""A small history through all services: people, a ticket that is worked on, and one that is new."""

from tests.delivery import Databases, deliver
from tests.factories import make_claims
from tests.factories_auth import new_account
from tts_auth.accounts.schemas import AccountDetail
from tts_auth.accounts.service import AccountService
from tts_auth.app import prepare
from tts_auth.roles.service import RoleService
from tts_contracts.permissions import Permission
from tts_contracts.queues import Service
from tts_helpdesk.catalog.seed import seed_catalog
from tts_helpdesk.tickets.schemas import Approve, Submit
from tts_helpdesk.tickets.service import TicketService
from tts_kit.identity.principal import Principal, from_claims
from tts_workflow.definitions.seed import seed_workflows

_REQUEST = Submit(
    subject="The printer is on fire",
    description="Smoke comes out of the tray.",
    category="IT Support",
    sub_category="Technical Assistance",
)
_APPROVAL = Approve(priority="High", department="IT Department")


async def travel(databases: Databases) -> str:
    """Make the history; the answer is the number of the ticket that is worked on."""
    await prepare(databases[Service.AUTH])
    async with databases[Service.AUTH].transaction() as session:
        accounts = AccountService(session)
        employee = await accounts.create(new_account(("hdts", "Employee"), kind="employee"))
        coordinator = await accounts.create(new_account(("hdts", "Ticket Coordinator")))
        await accounts.create(new_account(("tts", "Agent")))
        roles = {role.name: role.id for role in await RoleService(session).all("tts")}
    async with databases[Service.HELPDESK].transaction() as session:
        await seed_catalog(session)
    async with databases[Service.WORKFLOW].transaction() as session:
        await seed_workflows(session, roles)
    await deliver(databases)
    submitter = _principal(employee, Permission.TICKET_SUBMIT)
    approver = _principal(coordinator, Permission.TICKET_APPROVE, Permission.TICKET_READ_ALL)
    async with databases[Service.HELPDESK].transaction() as session:
        tickets = TicketService(session)
        await tickets.submit(submitter, _REQUEST)
        number = (await tickets.submit(submitter, _REQUEST)).number
        await tickets.approve(approver, number, _APPROVAL, None)
    await deliver(databases)
    return number


def _principal(account: AccountDetail, *permissions: Permission) -> Principal:
    claims = make_claims(sub=account.id, full_name=account.full_name, permissions=permissions)
    return from_claims(claims)
