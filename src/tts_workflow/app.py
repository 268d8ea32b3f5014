"""The composition root."""

from litestar import Litestar

from tts_contracts.queues import Service
from tts_kit import settings as environment
from tts_kit.app import create_service
from tts_kit.db import Database
from tts_kit.identity.tokens import FetchKeys
from tts_kit.settings import Settings
from tts_workflow.definitions.controllers import WorkflowController
from tts_workflow.drafts.controllers import DraftController
from tts_workflow.intake.controllers import IntakeController
from tts_workflow.roles.controllers import RoleController
from tts_workflow.tasks.controllers import TaskController
from tts_workflow.tickets.controllers import UnmatchedController


def create_app(
    settings: Settings | None = None, *, fetch_keys: FetchKeys | None = None
) -> Litestar:
    """The workflow service; settings come from the environment unless given."""
    return create_service(
        Database.of(Service.WORKFLOW, settings or environment.load()),
        [
            TaskController,
            WorkflowController,
            DraftController,
            RoleController,
            UnmatchedController,
            IntakeController,
        ],
        prefix="/workflow",
        title="Workflow",
        fetch_keys=fetch_keys,
    )
