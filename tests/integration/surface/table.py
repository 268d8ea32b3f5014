"""Who is let through to each route; a service may decide finer, but never wider.

A new route needs its line here. Whoever is not named gets 401 or 403 before anything is read.
"""

from tests.integration.surface.conftest import Caller
from tts_contracts.queues import Service

ANYBODY = frozenset(Caller)
SIGNED_IN = ANYBODY - {Caller.ANONYMOUS}
ADMIN = frozenset({Caller.ADMIN})
#: Who submits tickets and speaks for what they submitted.
REQUESTERS = frozenset({Caller.EMPLOYEE, Caller.COORDINATOR, Caller.HELPDESK_ADMIN})
#: Who decides on tickets.
OWNERS = frozenset({Caller.COORDINATOR, Caller.HELPDESK_ADMIN})
#: Who does the work.
WORKERS = frozenset({Caller.AGENT, Caller.ASSET_MANAGER, Caller.ADMIN})

#: What the kit gives to every service.
KIT = {
    "GET /health/live": ANYBODY,
    "GET /health/ready": ANYBODY,
    "GET /metrics": ANYBODY,
    "GET /docs": ANYBODY,
    "GET /docs/{name}": ANYBODY,
    "GET /schema/openapi.json": ANYBODY,
}

TABLE: dict[Service, dict[str, frozenset[Caller]]] = {
    Service.AUTH: KIT
    | {
        "GET /.well-known/jwks.json": ANYBODY,
        "POST /login": ANYBODY,
        "POST /refresh": ANYBODY,
        "POST /logout": ANYBODY,
        "POST /token": ANYBODY,
        "POST /register": ANYBODY,
        "POST /verify-email": ANYBODY,
        "POST /verify-email/resend": ANYBODY,
        "POST /forgot-password": ANYBODY,
        "POST /reset-password": ANYBODY,
        "GET /me": SIGNED_IN,
        "PATCH /me": SIGNED_IN,
        "POST /me/password": SIGNED_IN,
        "PATCH /me/availability": SIGNED_IN,
        "GET /sessions": SIGNED_IN,
        "DELETE /sessions/{session_id}": SIGNED_IN,
        "GET /tokens": SIGNED_IN,
        "POST /tokens": SIGNED_IN,
        "DELETE /tokens/{token_id}": SIGNED_IN,
        "GET /accounts": ADMIN,
        "POST /accounts": ADMIN,
        "GET /accounts/{account_id}": ADMIN,
        "PATCH /accounts/{account_id}": ADMIN,
        "PUT /accounts/{account_id}/roles": ADMIN,
        "GET /roles": ADMIN,
        "POST /roles": ADMIN,
        "PATCH /roles/{role_id}": ADMIN,
    },
    Service.HELPDESK: KIT
    | {
        "GET /categories": SIGNED_IN,
        "GET /departments": SIGNED_IN,
        "GET /priorities": SIGNED_IN,
        "GET /drafts": REQUESTERS,
        "POST /drafts": REQUESTERS,
        "GET /drafts/{draft_id}": REQUESTERS,
        "PUT /drafts/{draft_id}": REQUESTERS,
        "DELETE /drafts/{draft_id}": REQUESTERS,
        "GET /tickets": REQUESTERS | WORKERS,
        "POST /tickets": REQUESTERS,
        "GET /tickets/counters": REQUESTERS | WORKERS,
        "GET /tickets/flow": OWNERS,
        "PATCH /tickets/{number}": REQUESTERS,
        "GET /tickets/{number}": REQUESTERS | WORKERS,
        "GET /tickets/{number}/timeline": REQUESTERS | WORKERS,
        "POST /tickets/{number}/approve": OWNERS,
        "POST /tickets/{number}/reject": OWNERS,
        "POST /tickets/{number}/hold": OWNERS,
        "POST /tickets/{number}/resume": OWNERS,
        "POST /tickets/{number}/withdraw": REQUESTERS,
        "POST /tickets/{number}/close": REQUESTERS,
        "POST /tickets/{number}/reopen": REQUESTERS,
        "POST /tickets/{number}/csat": REQUESTERS,
    },
    Service.WORKFLOW: KIT
    | {
        "GET /tasks": WORKERS,
        "GET /tasks/counters": WORKERS,
        "GET /tasks/{task_id}": WORKERS,
        "GET /tasks/{task_id}/log": WORKERS,
        "GET /tasks/{task_id}/graph": WORKERS,
        "GET /tasks/{task_id}/candidates": WORKERS,
        "GET /tasks/{task_id}/sla": WORKERS,
        "POST /tasks/{task_id}/transition": WORKERS,
        "POST /tasks/{task_id}/begin": WORKERS,
        "POST /tasks/{task_id}/claim": WORKERS,
        "POST /tasks/{task_id}/transfer": WORKERS,
        "POST /tasks/{task_id}/escalate": WORKERS,
        "GET /workflows": WORKERS | OWNERS,
        "POST /workflows": ADMIN,
        "GET /workflows/{workflow_id}": WORKERS,
        "PATCH /workflows/{workflow_id}": ADMIN,
        "POST /workflows/{workflow_id}/pause": ADMIN,
        "POST /workflows/{workflow_id}/resume": ADMIN,
        "POST /workflows/{workflow_id}/archive": ADMIN,
        "GET /workflows/{workflow_id}/versions": WORKERS,
        "GET /workflows/{workflow_id}/versions/{number}": WORKERS,
        "GET /workflows/{workflow_id}/draft": ADMIN,
        "PUT /workflows/{workflow_id}/draft": ADMIN,
        "DELETE /workflows/{workflow_id}/draft": ADMIN,
        "POST /workflows/{workflow_id}/draft/validate": ADMIN,
        "POST /workflows/{workflow_id}/publish": ADMIN,
        "GET /roles": WORKERS,
        "GET /unmatched": OWNERS | ADMIN,
        "POST /unmatched/{ticket}/assign": OWNERS | ADMIN,
    },
    Service.MESSAGING: KIT
    | {
        "GET /tickets/{number}": SIGNED_IN,
        "GET /tickets/{number}/messages": SIGNED_IN,
        "POST /tickets/{number}/messages": SIGNED_IN,
        "GET /tickets/{number}/unread-count": SIGNED_IN,
        "POST /tickets/{number}/read": SIGNED_IN,
        "WS /ws/tickets/{number}": SIGNED_IN,
    },
    Service.NOTIFY: KIT
    | {
        "GET /notifications": SIGNED_IN,
        "GET /notifications/unread-count": SIGNED_IN,
        "POST /notifications/{notification_id}/read": SIGNED_IN,
        "POST /notifications/{notification_id}/unread": SIGNED_IN,
        "DELETE /notifications/{notification_id}": SIGNED_IN,
        "POST /notifications/read-all": SIGNED_IN,
        "GET /preferences": SIGNED_IN,
        "PUT /preferences": SIGNED_IN,
        "WS /ws": SIGNED_IN,
    },
}
