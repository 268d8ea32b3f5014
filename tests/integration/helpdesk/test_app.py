"""The service as a whole."""

import httpx


async def test_the_schema_documents_every_route(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/schema/openapi.json")).json()
    actions = ("approve", "reject", "withdraw", "hold", "resume", "close", "reopen", "csat")
    assert set(schema["paths"]) == {
        "/categories",
        "/drafts",
        "/drafts/{draft_id}",
        "/departments",
        "/priorities",
        "/tickets",
        "/tickets/counters",
        "/tickets/flow",
        "/tickets/{number}",
        "/tickets/{number}/timeline",
        *(f"/tickets/{{number}}/{action}" for action in actions),
    }
