"""Tables of workflows and their versions."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tts_kit.models import Identified
from tts_workflow.db import Base


class WorkflowStatus(StrEnum):
    """Only a published workflow takes new tickets; a paused one still runs its tasks."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    ARCHIVED = "archived"


class Workflow(Identified, Base):
    """Which tickets it takes, and the version it runs them by.

    The keys are `engine.routing.match_key` of the names beside them, empty for any sub-category.
    """

    __tablename__ = "workflows"

    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str]
    department: Mapped[str]
    category: Mapped[str]
    sub_category: Mapped[str | None] = mapped_column(Text)
    department_key: Mapped[str]
    category_key: Mapped[str]
    sub_category_key: Mapped[str]
    status: Mapped[str]
    active_version: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    #: Raised by every change but those of the draft, which has a revision of its own.
    revision: Mapped[int]
    draft_revision: Mapped[int]

    __table_args__ = (
        Index(
            "uq_workflows_published_key",
            "department_key",
            "category_key",
            "sub_category_key",
            unique=True,
            postgresql_where=text("status = 'published'"),
        ),
    )


class WorkflowVersion(Identified, Base):
    """What was published once; tasks stay on it, so no row ever changes."""

    __tablename__ = "workflow_versions"

    workflow_id: Mapped[UUID] = mapped_column(ForeignKey("workflows.id"))
    number: Mapped[int]
    graph: Mapped[dict[str, Any]]
    #: Minutes to resolution by priority.
    resolution_minutes: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    #: Where each step is drawn, beside the graph that tasks follow.
    layout: Mapped[dict[str, Any]]
    note: Mapped[str]
    published_by_id: Mapped[UUID | None]
    published_by_name: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("workflow_id", "number"),)
