"""The catalogue over HTTP."""

from litestar import Controller, get
from litestar.di import NamedDependency, Provide
from sqlalchemy.ext.asyncio import AsyncSession

from tts_helpdesk.catalog.schemas import CategoryOut, DepartmentOut, PriorityOut
from tts_helpdesk.catalog.service import CatalogService
from tts_kit.identity.access import SIGNED_IN
from tts_kit.paging import Page


def provide_catalog(db_session: NamedDependency[AsyncSession]) -> CatalogService:
    """The catalogue of the request's session."""
    return CatalogService(db_session)


class CatalogController(Controller):
    """What can be asked for, and in which form; each list is one page."""

    dependencies = {"catalog": Provide(provide_catalog, sync_to_thread=False)}
    tags = ["catalogue"]

    @get("/categories", permission=SIGNED_IN)
    async def categories(self, catalog: NamedDependency[CatalogService]) -> Page[CategoryOut]:
        """Categories with their sub-categories and form schemas."""
        return Page(await catalog.categories(), None)

    @get("/departments", permission=SIGNED_IN)
    async def departments(self, catalog: NamedDependency[CatalogService]) -> Page[DepartmentOut]:
        """Departments a ticket can be given to at its approval."""
        return Page(await catalog.departments(), None)

    @get("/priorities", permission=SIGNED_IN)
    async def priorities(self, catalog: NamedDependency[CatalogService]) -> Page[PriorityOut]:
        """Priorities, the least urgent first."""
        return Page(await catalog.priorities(), None)
