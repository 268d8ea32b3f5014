"""Every actor by name, with the queue it listens on and the struct it takes."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tts_contracts.base import Message
from tts_contracts.conversations import MessagePosted, ParticipantsState
from tts_contracts.identity import (
    AccountChanged,
    AccountState,
    AddressState,
    LinkAsked,
    MemberState,
    RoleChanged,
    RoleChunk,
    RoleState,
    SessionEnded,
    UnknownAccounts,
)
from tts_contracts.notifications import AccountMail, MailDue, NotificationRaised
from tts_contracts.queues import CONSUMERS, Queue, Service
from tts_contracts.tickets import StatusProposed, StepState, TicketState, WorkRecorded

M = TypeVar("M", bound=Message)


@dataclass(frozen=True)
class Route(Generic[M]):
    """Where a message goes: an actor `service.verb_object` on a queue, and the struct it takes."""

    actor: str
    queue: Queue
    message: type[M]

    @property
    def consumer(self) -> Service:
        """The service in whose database the actor works."""
        return CONSUMERS[self.queue]


FAN_OUT_ACCOUNT = Route("auth.fan_out_account", Queue.AUTH_SYNC, AccountChanged)
FAN_OUT_ROLE = Route("auth.fan_out_role", Queue.AUTH_SYNC, RoleChanged)
ANSWER_UNKNOWN = Route("auth.answer_unknown", Queue.AUTH_SYNC, UnknownAccounts)
SHUT_SESSION = Route("auth.shut_session", Queue.AUTH_SYNC, SessionEnded)
MAIL_RESET_LINK = Route("auth.mail_reset_link", Queue.AUTH_SYNC, LinkAsked)
MAIL_VERIFY_LINK = Route("auth.mail_verify_link", Queue.AUTH_SYNC, LinkAsked)

APPLY_ROLE = Route("workflow.apply_role", Queue.ROLE_SYNC, RoleState)
APPLY_MEMBER = Route("workflow.apply_member", Queue.ROLE_MEMBER_SYNC, MemberState)
APPLY_ROLE_CHUNK = Route("workflow.apply_role_chunk", Queue.ROLE_SEND, RoleChunk)
APPLY_TICKET = Route("workflow.apply_ticket", Queue.TICKET_TASKS, TicketState)

APPLY_STAFF = Route("helpdesk.apply_staff", Queue.HDTS_STAFF_SYNC, AccountState)
APPLY_EMPLOYEE = Route("helpdesk.apply_employee", Queue.HDTS_EMPLOYEE_SYNC, AccountState)
APPLY_HDTS_MEMBER = Route("helpdesk.apply_member", Queue.HDTS_MEMBER_SYNC, MemberState)
APPLY_STEP = Route("helpdesk.apply_step", Queue.TICKET_TASKS_BACK, StepState)
RECORD_WORK = Route("helpdesk.record_work", Queue.TICKET_TASKS_BACK, WorkRecorded)
DECIDE_STATUS = Route("helpdesk.decide_status", Queue.TICKET_STATUS, StatusProposed)
RECORD_MESSAGE = Route("helpdesk.record_message", Queue.CONVERSATION_ACTIVITY, MessagePosted)

APPLY_PARTICIPANTS = Route(
    "messaging.apply_participants", Queue.CONVERSATION_SYNC, ParticipantsState
)
APPLY_PERSON = Route("messaging.apply_person", Queue.CONVERSATION_SYNC, AccountState)

APPLY_ADDRESS = Route("notify.apply_address", Queue.ADDRESS_SYNC, AddressState)
FAN_OUT_NOTIFICATION = Route("notify.fan_out_notification", Queue.INAPP, NotificationRaised)
SEND_MAIL = Route("notify.send_mail", Queue.MAIL, MailDue)
SEND_ACCOUNT_MAIL = Route("notify.send_account_mail", Queue.MAIL, AccountMail)

ROUTES: tuple[Route[Any], ...] = tuple(v for v in list(globals().values()) if isinstance(v, Route))
