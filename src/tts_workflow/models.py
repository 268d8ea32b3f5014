"""Every model of the service, imported so that one metadata knows them all."""

from tts_workflow.db import Base
from tts_workflow.definitions import models as _definitions  # noqa: F401
from tts_workflow.drafts import models as _drafts  # noqa: F401
from tts_workflow.roles import models as _roles  # noqa: F401
from tts_workflow.sla import models as _sla  # noqa: F401
from tts_workflow.tasks import models as _tasks  # noqa: F401
from tts_workflow.tickets import models as _tickets  # noqa: F401

metadata = Base.metadata
