"""Looks up the catalogue and holds requests against it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from tts_helpdesk.catalog.forms import form_errors
from tts_helpdesk.catalog.models import Category, Department, PriorityRow, SubCategory
from tts_helpdesk.catalog.schemas import CategoryOut, DepartmentOut, PriorityOut
from tts_kit.errors import Invalid
from tts_kit.queries import Query

_REQUEST = Query(
    select(
        Category.form_schema,
        exists()
        .where(
            SubCategory.category == Category.name,
            SubCategory.name == bindparam("sub_category", type_=Text()),
        )
        .label("has_sub_category"),
    ).where(Category.name == bindparam("category", type_=Text()))
)


class CatalogService:
    """The catalogue of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def categories(self) -> list[CategoryOut]:
        """All categories in their order; there are tens of them, not thousands."""
        children: dict[str, list[str]] = {}
        for row in await self._session.scalars(select(SubCategory).order_by(SubCategory.position)):
            children.setdefault(row.category, []).append(row.name)
        found = await self._session.scalars(
            select(Category).order_by(Category.position, Category.name)
        )
        return [
            CategoryOut(
                name=row.name,
                department=row.department,
                form_schema=row.form_schema,
                sub_categories=children.get(row.name, []),
                auto_close_hours=row.auto_close_hours,
                reopen_days=row.reopen_days,
                self_approval=row.self_approval,
            )
            for row in found
        ]

    async def departments(self) -> list[DepartmentOut]:
        """All departments in their order."""
        rows = await self._session.scalars(select(Department).order_by(Department.position))
        return [DepartmentOut(row.name) for row in rows]

    async def priorities(self) -> list[PriorityOut]:
        """All priorities, the least urgent first."""
        rows = await self._session.scalars(select(PriorityRow).order_by(PriorityRow.rank))
        return [PriorityOut(row.name, row.rank) for row in rows]

    async def check_request(
        self, category: str, sub_category: str | None, form: dict[str, Any], sent_at: datetime
    ) -> None:
        """Raise `Invalid`, naming the fields, unless the catalogue took such a request then."""
        found = await _REQUEST.one(self._session, category=category, sub_category=sub_category)
        if found is None:
            raise _invalid("category", "There is no such category.")
        if sub_category is not None and not found["has_sub_category"]:
            raise _invalid("sub_category", f"{category} has no such sub-category.")
        errors = form_errors(found["form_schema"], form, sent_at.date())
        if errors:
            raise Invalid("The form has wrong or missing fields.", errors=errors)

    async def category(self, category: str) -> Category:
        """A ticket's category, for its settings; tickets keep theirs from being removed."""
        return await self._session.get_one(Category, category)

    async def check_department(self, name: str) -> None:
        """Raise `Invalid` for a department that does not exist."""
        if await self._session.get(Department, name) is None:
            raise _invalid("department", "There is no such department.")


def _invalid(field: str, message: str) -> Invalid:
    return Invalid(message, errors=[{"field": field, "message": message}])
