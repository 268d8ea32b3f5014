"""Who somebody is in a conversation, as one statement."""

from sqlalchemy import Text, Uuid, and_, bindparam, select

from tts_kit.queries import Query
from tts_messaging.conversations.models import Conversation, RosterEntry

#: A row per part in which the account is named, one with a null part when it is not, none when
#: there is no such conversation.
NAMED_PARTS = Query(
    select(RosterEntry.part)
    .select_from(Conversation)
    .outerjoin(
        RosterEntry,
        and_(
            RosterEntry.ticket == Conversation.ticket,
            RosterEntry.account_id == bindparam("account", type_=Uuid),
        ),
    )
    .where(Conversation.ticket == bindparam("ticket", type_=Text))
    .distinct()
)
