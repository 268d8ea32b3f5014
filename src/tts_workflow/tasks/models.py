"""Tables of tasks, who worked on them, and what happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from tts_kit.models import Identified, Searched
from tts_workflow.db import Base


class Task(Searched, Identified, Base):
    """One ticket's run through one version.

    Names of the step, the role and the people, and what is known of the ticket, are copies: the
    lists read this table alone. `revision` is raised by every change under the row's lock.
    """

    __tablename__ = "tasks"
    searched = {"ticket": "A", "subject": "A"}

    ticket: Mapped[str] = mapped_column(
        Text(collation="C"), ForeignKey("tickets.number"), unique=True
    )
    version_id: Mapped[UUID] = mapped_column(ForeignKey("workflow_versions.id"), index=True)
    status: Mapped[str]
    step_id: Mapped[str]
    step_name: Mapped[str]
    role_id: Mapped[UUID]
    role_name: Mapped[str]
    visit: Mapped[int]
    assignee_id: Mapped[UUID | None]
    assignee_name: Mapped[str | None] = mapped_column(Text)
    end_step_id: Mapped[str | None] = mapped_column(Text)
    started: Mapped[bool]
    reopened: Mapped[int]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]

    subject: Mapped[str]
    category: Mapped[str]
    department: Mapped[str]
    priority: Mapped[str]
    #: `engine.sla.URGENCY` of the priority.
    urgency: Mapped[int] = mapped_column(SmallInteger)
    owner_id: Mapped[UUID]
    owner_name: Mapped[str]
    ticket_revision: Mapped[int] = mapped_column(BigInteger)
    #: The ticket's revision at the last proposal of this status, which is not made twice.
    proposed_status: Mapped[str | None] = mapped_column(Text)
    proposed_at_revision: Mapped[int | None] = mapped_column(BigInteger)

    due_at: Mapped[datetime | None] = mapped_column()
    sla_state: Mapped[str]
    #: Raised by every change of the clock; timers of an older one are void.
    sla_generation: Mapped[int]
    #: The highest threshold, in percent, that people were told of.
    sla_told: Mapped[int | None]

    __table_args__ = (
        Index(
            "ix_tasks_held", "assignee_id", "id", postgresql_where=text("assignee_id IS NOT NULL")
        ),
        Index("ix_tasks_waiting", "role_id", "id", postgresql_where=text("status = 'waiting'")),
        Index(None, "status", "id"),
        Index(None, "role_id", "id"),
        Index(None, "sla_state", "id"),
        Index(None, "urgency", "id"),
        Index(
            "ix_tasks_due",
            func.coalesce(due_at, text("'infinity'::timestamp with time zone")),
            "id",
        ),
        Index("ix_tasks_search", "search", postgresql_using="gin"),
    )


class TaskItem(Identified, Base):
    """One person's assignment at one visit of a step.

    `role_id` is the role in whose name they hold it, or null where a manager gave it to somebody
    without that role.
    """

    __tablename__ = "task_items"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"))
    visit: Mapped[int]
    step_id: Mapped[str]
    step_name: Mapped[str]
    role_id: Mapped[UUID | None]
    assignee_id: Mapped[UUID]
    assignee_name: Mapped[str]
    status: Mapped[str]
    origin: Mapped[str]
    assigned_at: Mapped[datetime]
    acted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_task_items_open",
            "task_id",
            "visit",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_task_items_held", "assignee_id", postgresql_where=text("closed_at IS NULL")),
        Index(
            "ix_task_items_acted",
            "assignee_id",
            "task_id",
            postgresql_where=text("acted_at IS NOT NULL"),
        ),
        Index("ix_task_items_in_role", "role_id", postgresql_where=text("closed_at IS NULL")),
        Index(None, "task_id", "id"),
    )


class TaskEvent(Identified, Base):
    """What a command did, by whom and why; appended only."""

    __tablename__ = "task_events"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"))
    revision: Mapped[int]
    kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime]

    __table_args__ = (Index(None, "task_id", "id"),)
