"""Reading tickets: who sees which."""

import httpx

from tests.integration.helpdesk.conftest import Caller


async def numbers(caller: Caller, **params: object) -> list[str]:
    response = await caller.get("/tickets", **params)
    assert response.status_code == 200, response.text
    return [item["number"] for item in response.json()["items"]]


async def test_nobody_reads_without_a_token(client: httpx.AsyncClient) -> None:
    for path in ("/tickets", "/tickets/TX20260101000001", "/tickets/TX20260101000001/timeline"):
        assert (await client.get(path)).status_code == 401


async def test_nobody_reads_without_a_permission(nobody: Caller) -> None:
    for path in ("/tickets", "/tickets/TX20260101000001", "/tickets/TX20260101000001/timeline"):
        assert (await nobody.get(path)).status_code == 403


async def test_two_employees_see_only_their_own(employee: Caller, other_employee: Caller) -> None:
    mine = (await employee.submit())["number"]
    theirs = (await other_employee.submit())["number"]
    assert await numbers(employee) == [mine]
    assert await numbers(other_employee) == [theirs]
    for path in (f"/tickets/{theirs}", f"/tickets/{theirs}/timeline"):
        hidden = await employee.get(path)
        assert hidden.status_code == 404
        assert hidden.json()["code"] == "ticket_not_found"
    absent = await employee.get("/tickets/TX20200101000000")
    assert absent.status_code == 404


async def test_a_coordinator_sees_all(
    employee: Caller, other_employee: Caller, coordinator: Caller
) -> None:
    made = [(await who.submit())["number"] for who in (employee, other_employee)]
    assert await numbers(coordinator) == made[::-1]
    for number in made:
        assert (await coordinator.get(f"/tickets/{number}")).status_code == 200


async def test_an_agent_without_the_work_sees_nothing(employee: Caller, agent: Caller) -> None:
    number = (await employee.submit())["number"]
    assert await numbers(agent) == []
    assert (await agent.get(f"/tickets/{number}")).status_code == 404


async def test_the_detail_is_what_the_action_answered(
    employee: Caller, coordinator: Caller
) -> None:
    number = (await employee.submit())["number"]
    answered = await coordinator.approve(number)
    response = await coordinator.get(f"/tickets/{number}")
    assert response.json() == answered
    assert response.headers["etag"] == '"2"'


async def test_the_detail_names_what_its_reader_may_do(
    employee: Caller, coordinator: Caller
) -> None:
    number = (await employee.submit())["number"]

    async def actions(who: Caller) -> dict[str, tuple[bool, str | None]]:
        found = (await who.get(f"/tickets/{number}")).json()["actions"]
        return {a["name"]: (a["allowed"], a["reason"]) for a in found}

    mine, theirs = await actions(employee), await actions(coordinator)
    assert {name for name, (allowed, _) in mine.items() if allowed} == {"edit", "withdraw"}
    assert {name for name, (allowed, _) in theirs.items() if allowed} == {
        "approve",
        "reject",
        "withdraw",
    }
    assert mine["approve"][1] == "Only a coordinator may do this."
    assert theirs["hold"][1] == (
        "Only a ticket that is Open or In Progress can be put on hold; this one is New."
    )


async def test_lists_are_filtered_by_status_and_category(
    employee: Caller, coordinator: Caller
) -> None:
    support = (await employee.submit())["number"]
    other = (await employee.submit(category="Others", sub_category=None))["number"]
    await coordinator.approve(support)
    for who in (employee, coordinator):
        assert await numbers(who, status="Open") == [support]
        assert await numbers(who, status="New") == [other]
        assert await numbers(who, category="Others") == [other]
        assert await numbers(who, category="Others", status="Open") == []


async def test_wrong_filters_are_refused(employee: Caller) -> None:
    wrong = {"status": "Banana"}, {"limit": "0"}, {"limit": "201"}, {"cursor": "x"}, {"q": ""}
    for params in wrong:
        assert (await employee.get("/tickets", **params)).status_code == 422, params


async def test_pages_continue_where_the_last_one_ended(employee: Caller) -> None:
    made = [(await employee.submit())["number"] for _ in range(5)]
    read: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = (await employee.get("/tickets", **params)).json()
        read += [item["number"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert read == made[::-1]


async def test_a_cursor_of_a_search_is_not_one_of_a_list(employee: Caller) -> None:
    for _ in range(2):
        await employee.submit()
    page = (await employee.get("/tickets", q="printer", limit="1")).json()
    response = await employee.get("/tickets", cursor=page["next_cursor"])
    assert response.status_code == 422
