"""Every permission; code asks for these and never for the name of a role."""

from enum import StrEnum


class Permission(StrEnum):
    """`<system>.<noun>.<verb>`; the part before the first dot is the system a role must be of."""

    TICKET_SUBMIT = "hdts.ticket.submit"
    TICKET_READ_ALL = "hdts.ticket.read_all"
    TICKET_APPROVE = "hdts.ticket.approve"
    TICKET_MANAGE = "hdts.ticket.manage"
    CATALOG_MANAGE = "hdts.catalog.manage"
    CONVERSATION_MODERATE = "hdts.conversation.moderate"

    TASK_WORK = "tts.task.work"
    TASK_READ_ALL = "tts.task.read_all"
    TASK_MANAGE = "tts.task.manage"
    WORKFLOW_READ = "tts.workflow.read"
    WORKFLOW_PUBLISH = "tts.workflow.publish"
    ACCOUNT_MANAGE = "tts.account.manage"
    OPS_READ = "ops.read"
    OPS_ACT = "ops.act"

    @property
    def system(self) -> str:
        """The slug of the system whose roles may carry it; the operators' belong to `tts`."""
        head = self.value.split(".", 1)[0]
        return "tts" if head == "ops" else head


#: What the seeded roles carry; an admin may change it afterwards.
SEEDED_ROLES: dict[tuple[str, str], tuple[Permission, ...]] = {
    ("hdts", "Employee"): (Permission.TICKET_SUBMIT,),
    ("hdts", "Ticket Coordinator"): (
        Permission.TICKET_SUBMIT,
        Permission.TICKET_READ_ALL,
        Permission.TICKET_APPROVE,
        Permission.TICKET_MANAGE,
    ),
    ("hdts", "Admin"): tuple(p for p in Permission if p.value.startswith("hdts.")),
    ("tts", "Agent"): (Permission.TASK_WORK, Permission.WORKFLOW_READ),
    ("tts", "Asset Manager"): (Permission.TASK_WORK, Permission.WORKFLOW_READ),
    ("tts", "Budget Manager"): (Permission.TASK_WORK, Permission.WORKFLOW_READ),
    ("tts", "Admin"): tuple(p for p in Permission if p.system == "tts"),
}
#: What people hold who made their account themselves.
ROLE_OF_REGISTERED = ("hdts", "Employee")
