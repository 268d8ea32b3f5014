"""Many jobs in the store at once, one in a hundred of them dead, and the pages to look at them."""

from tts_contracts.queues import Service
from tts_kit import clock

FEW, MANY = 10_000, 1_000_000
PAGES = [
    "/overview",
    "/jobs",
    "/jobs?state=dead",
    "/jobs?state=retrying",
    "/jobs?state=waiting",
    "/jobs?state=succeeded&queue=tts.role.sync",
    "/jobs?actor=workflow.apply_role",
    "/jobs?actor=workflow.apply_role&state=dead",
    "/jobs?service=notify",
    "/jobs?correlation_id=req-77",
    "/jobs?text=nowhere",
    "/actors",
    "/schedule",
    "/unreadable",
    "/operations",
]

# Ids as of the last day, in the order of n; one in a hundred is dead, all of them of roles.
_JOBS = """
    SELECT (lpad(to_hex($3::bigint - 80 * ($2::int - n)), 12, '0')
            || '70008000' || lpad(to_hex(n), 12, '0'))::uuid AS id,
        (ARRAY['TICKET_TASKS_PRODUCTION', 'tts.role.sync'])[1 + n % 2] AS queue,
        (ARRAY['workflow.apply_ticket', 'workflow.apply_role'])[1 + n % 2] AS actor,
        n
    FROM generate_series($1::int, $2::int) AS n
"""
_SENT = f"""
    INSERT INTO outbox (id, queue, actor, payload, correlation_id, dispatched_at, settled_at)
    SELECT id, queue, actor, $4::jsonb, 'req-' || n / 5, now(), now()
    FROM ({_JOBS}) AS jobs
"""  # noqa: S608
_DONE = f"""
    INSERT INTO inbox (id, queue, actor, state, started_at)
    SELECT id, queue, actor, CASE WHEN n % 100 = 1 THEN 'dead' ELSE 'succeeded' END, now()
    FROM ({_JOBS}) AS jobs
"""  # noqa: S608


def statements(
    first: int, number: int, payload: str
) -> list[tuple[Service, str, tuple[object, ...]]]:
    """What stores the jobs from `first` to `number`, to be run outside a transaction.

    All carry the same payload, as JSON. Every job's id is its number's.
    """
    now_ms = int(clock.now().timestamp() * 1000)
    return [
        (Service.HELPDESK, _SENT, (first, number, now_ms, payload)),
        (Service.WORKFLOW, _DONE, (first, number, now_ms)),
        (Service.HELPDESK, "VACUUM ANALYZE outbox", ()),
        (Service.WORKFLOW, "VACUUM ANALYZE inbox", ()),
    ]
