"""The catalogue of a new system: the predecessor's values."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tts_helpdesk.catalog import seed_forms
from tts_helpdesk.catalog.models import Category, Department, PriorityRow, SubCategory
from tts_helpdesk.db import Base

IT_DEPARTMENT = "IT Department"
ASSET_DEPARTMENT = "Asset Department"
BUDGET_DEPARTMENT = "Budget Department"

DEPARTMENTS = (IT_DEPARTMENT, ASSET_DEPARTMENT, BUDGET_DEPARTMENT)
PRIORITIES = ("Low", "Medium", "High", "Critical")

#: Name → department, form schema.
CATEGORIES: dict[str, tuple[str, dict[str, Any]]] = {
    "IT Support": (IT_DEPARTMENT, seed_forms.IT_SUPPORT),
    "Asset Check In": (ASSET_DEPARTMENT, seed_forms.ASSET_CHECK_IN),
    "Asset Check Out": (ASSET_DEPARTMENT, seed_forms.ASSET_CHECK_OUT),
    "New Budget Proposal": (BUDGET_DEPARTMENT, seed_forms.BUDGET_PROPOSAL),
    "Others": (IT_DEPARTMENT, seed_forms.OTHERS),
}

_ASSETS = ("Laptop", "Printer", "Projector", "Mouse", "Keyboard")
SUB_CATEGORIES: dict[str, tuple[str, ...]] = {
    "IT Support": (
        "Technical Assistance",
        "Software Installation/Update",
        "Hardware Troubleshooting",
        "Email/Account Access Issue",
        "Internet/Network Connectivity Issue",
        "Printer/Scanner Setup or Issue",
        "System Performance Issue",
        "Virus/Malware Check",
        "IT Consultation Request",
        "Data Backup/Restore",
    ),
    "Asset Check In": _ASSETS,
    "Asset Check Out": _ASSETS,
    "New Budget Proposal": (
        "CapEx",
        "OpEx",
        "Reimbursement Claim (Liabilities)",
        "Charging Department (Cost Center)",
    ),
}


async def seed_catalog(session: AsyncSession) -> None:
    """Add what is missing; what an admin changed stays as it is."""
    await _add(session, Department, [{"name": n, "position": i} for i, n in enumerate(DEPARTMENTS)])
    await _add(session, PriorityRow, [{"name": n, "rank": i} for i, n in enumerate(PRIORITIES)])
    await _add(
        session,
        Category,
        [
            {"name": name, "position": i, "department": department, "form_schema": schema}
            for i, (name, (department, schema)) in enumerate(CATEGORIES.items())
        ],
    )
    await _add(
        session,
        SubCategory,
        [
            {"category": category, "name": name, "position": i}
            for category, names in SUB_CATEGORIES.items()
            for i, name in enumerate(names)
        ],
    )


async def _add(session: AsyncSession, model: type[Base], rows: list[dict[str, Any]]) -> None:
    await session.execute(insert(model).values(rows).on_conflict_do_nothing())
