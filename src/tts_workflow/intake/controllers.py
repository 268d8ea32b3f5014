"""Routes that start the work on tickets."""

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from tts_contracts.permissions import Permission
from tts_kit.identity.principal import Principal
from tts_workflow.intake.schemas import Assign
from tts_workflow.intake.service import IntakeService
from tts_workflow.tasks.reading import TaskReader
from tts_workflow.tasks.schemas import TaskDetail


class IntakeController(Controller):
    """How a ticket that no workflow takes is worked all the same."""

    path = "/unmatched/{ticket:str}"
    tags = ["tickets"]

    @post(
        "/assign", permission=(Permission.TASK_MANAGE, Permission.TICKET_APPROVE), status_code=200
    )
    async def assign(
        self,
        ticket: FromPath[str],
        data: JSONBody[Assign],
        db_session: NamedDependency[AsyncSession],
        principal: NamedDependency[Principal],
    ) -> TaskDetail:
        """Give a waiting ticket to a workflow that would not have taken it."""
        task_id = await IntakeService(db_session).assign(principal, ticket, data.workflow_id)
        return await TaskReader(db_session).started(principal, task_id)
