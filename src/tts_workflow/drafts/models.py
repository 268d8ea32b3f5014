"""The table of drafts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tts_workflow.db import Base


class WorkflowDraft(Base):
    """What was saved since the last publication; the workflow's row has its revision."""

    __tablename__ = "workflow_drafts"

    workflow_id: Mapped[UUID] = mapped_column(ForeignKey("workflows.id"), primary_key=True)
    graph: Mapped[dict[str, Any]]
    layout: Mapped[dict[str, Any]]
    resolution_minutes: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]
