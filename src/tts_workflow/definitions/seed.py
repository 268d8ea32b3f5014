"""The workflows that a new installation has."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_workflow.definitions.models import Workflow
from tts_workflow.definitions.schemas import NewWorkflow
from tts_workflow.definitions.service import DefinitionService
from tts_workflow.engine.graph import Graph, Step, Transition
from tts_workflow.engine.sla import RESOLUTION_MINUTES

#: Names of the roles of the system `tts` that the seeded steps belong to.
ROLE_NAMES = ("Admin", "Agent", "Asset Manager", "Budget Manager")


async def seed_workflows(session: AsyncSession, roles: Mapping[str, UUID]) -> None:
    """Make and publish those that are missing; `roles` gives auth's id of each of `ROLE_NAMES`."""
    known = set(await session.scalars(select(Workflow.name)))
    service = DefinitionService(session)
    # Roles and their holders travel by message: at this time auth alone knows of them.
    holders = dict.fromkeys(roles.values(), 1)
    for new, graph in _workflows(roles):
        if new.name not in known:
            workflow = await service.create(new)
            await service.publish(workflow, graph, RESOLUTION_MINUTES, holders)


def _workflows(roles: Mapping[str, UUID]) -> list[tuple[NewWorkflow, Graph]]:
    asset = _approval(roles, "Asset Manager", "Check the asset and its papers.")
    budget = _approval(roles, "Budget Manager", "Check the costs against the budget.")
    support = _support(roles)
    return [
        (_new("Asset Check In", "Asset Department"), asset),
        (_new("Asset Check Out", "Asset Department"), asset),
        (_new("New Budget Proposal", "Budget Department"), budget),
        (_new("IT Support", "IT Department"), support),
        (_new("Others", "IT Department"), support),
    ]


def _new(category: str, department: str) -> NewWorkflow:
    """The seeded workflows are named for the category they take."""
    return NewWorkflow(name=category, category=category, department=department)


def _approval(roles: Mapping[str, UUID], manager: str, check: str) -> Graph:
    """Triage and finalize by an admin, with the department's decision between."""
    return Graph(
        steps=(
            Step(
                id="triage",
                name="Triage",
                role_id=roles["Admin"],
                role_name="Admin",
                instructions="See that the request is complete, then submit it.",
                weight=0.2,
                is_start=True,
            ),
            Step(
                id="resolve",
                name="Resolve",
                role_id=roles[manager],
                role_name=manager,
                instructions=check,
                weight=0.6,
                escalation_role_id=roles["Admin"],
                escalation_role_name="Admin",
            ),
            Step(
                id="finalize",
                name="Finalize",
                role_id=roles["Admin"],
                role_name="Admin",
                instructions="Record the outcome and complete the request.",
                weight=0.2,
                is_end=True,
            ),
        ),
        transitions=(
            Transition(id="submit", name="Submit", source="triage", target="resolve"),
            Transition(id="approve", name="Approve", source="resolve", target="finalize"),
            Transition(
                id="reject", name="Reject", source="resolve", target="triage", note_required=True
            ),
        ),
    )


def _support(roles: Mapping[str, UUID]) -> Graph:
    """Agents alone: whoever triaged goes on with it where they can."""
    return Graph(
        steps=(
            Step(
                id="triage",
                name="Triage",
                role_id=roles["Agent"],
                role_name="Agent",
                instructions="Understand the problem and ask for what is missing.",
                weight=0.25,
                escalation_role_id=roles["Admin"],
                escalation_role_name="Admin",
                is_start=True,
            ),
            Step(
                id="resolve",
                name="Resolve",
                role_id=roles["Agent"],
                role_name="Agent",
                instructions="Solve the problem and say how.",
                weight=0.75,
                escalation_role_id=roles["Admin"],
                escalation_role_name="Admin",
                assignment="sticky",
            ),
            Step(
                id="resolved", name="Resolved", role_id=None, role_name=None, weight=0, is_end=True
            ),
        ),
        transitions=(
            Transition(id="submit", name="Submit", source="triage", target="resolve"),
            Transition(id="resolve", name="Resolve", source="resolve", target="resolved"),
            Transition(
                id="return", name="Return", source="resolve", target="triage", note_required=True
            ),
        ),
    )
