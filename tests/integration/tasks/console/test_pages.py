"""Every page of the console: who may see it, what it refuses, what it shows and costs."""

import re

import pytest
from litestar import Litestar

from tasks.console.app import create_app
from tasks.presence import Presence
from tests.integration.tasks.console.conftest import Ops, statements
from tts_cli.gateway.routes import load_routes
from tts_contracts import routes
from tts_contracts.permissions import Permission
from tts_contracts.queues import Service
from tts_kit import clock
from tts_kit.identity.access import declared_access, handlers_of
from tts_kit.settings import Settings

UNKNOWN = "01900000-0000-7000-8000-000000000000"
PAGES = ["/", "/overview", "/jobs", "/jobs/{job}", "/operations", "/operations/new"]
READ = ["/overview", "/jobs", "/jobs/{job}", "/operations"]


@pytest.fixture
async def job(ops: Ops) -> str:
    """A dead job."""
    return str(await ops.add("dead", error="Traceback\nValueError: no"))


@pytest.mark.parametrize("path", PAGES)
async def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(
    ops: Ops, job: str, path: str
) -> None:
    path = path.format(job=job)
    response = await ops.client.get(path, params={"x": "1"})
    assert response.status_code == 303
    assert response.headers["location"] == (
        "http://localhost:3001/sign-in?next="
        + f"http://localhost:8080/ops{path}?x=1".replace(":", "%3A")
        .replace("/", "%2F")
        .replace("?", "%3F")
        .replace("=", "%3D")
    )


@pytest.mark.parametrize("path", READ)
async def test_a_fragment_is_refused_instead(ops: Ops, job: str, path: str) -> None:
    response = await ops.client.get(f"/live{path}".format(job=job))
    assert response.status_code == 401


async def test_nobody_acts_without_a_token(ops: Ops) -> None:
    response = await ops.client.post("/operations", files={"kind": (None, "redrive")})
    assert response.status_code == 401


@pytest.mark.parametrize("path", [*PAGES[1:], "/live/overview"])
async def test_others_are_told_what_they_lack(ops: Ops, job: str, path: str) -> None:
    headers = ops.signed_in(Permission.TASK_WORK)
    response = await ops.client.get(path.format(job=job), headers=headers)
    assert response.status_code == 403
    assert "This needs the permission ops." in response.text
    assert response.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", READ)
async def test_a_reader_sees_pages_without_actions(ops: Ops, job: str, path: str) -> None:
    response = await ops.client.get(path.format(job=job), headers=ops.reader)
    assert response.status_code == 200
    assert "read-only" in response.text
    assert "/operations/new" not in response.text
    assert 'type="checkbox"' not in response.text


async def test_a_reader_cannot_act(ops: Ops, job: str) -> None:
    query = {"kind": "redrive", "job": job}
    preview = await ops.client.get("/operations/new", params=query, headers=ops.reader)
    assert preview.status_code == 403
    files = {"kind": (None, "redrive"), "target": (None, f'{{"ids": ["{job}"]}}')}
    order = await ops.client.post("/operations", files=files, headers=ops.reader)
    assert order.status_code == 403
    for service in Service:
        assert await ops.value(service, "SELECT count(*) FROM operations") == 0


async def test_another_sites_form_changes_nothing(ops: Ops, job: str) -> None:
    files = {"kind": (None, "redrive"), "target": (None, f'{{"ids": ["{job}"]}}')}
    headers = ops.operator | {"Origin": "https://elsewhere.example"}
    response = await ops.client.post("/operations", files=files, headers=headers)
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/jobs?state=unknown", 422),
        ("/jobs?queue=unknown", 422),
        ("/jobs?service=unknown", 422),
        ("/jobs?cursor=junk", 422),
        ("/jobs?limit=0", 422),
        ("/jobs?limit=201", 422),
        ("/jobs?text=" + "x" * 201, 422),
        ("/jobs?text=%00", 422),
        ("/jobs?actor=%00", 422),
        ("/jobs?correlation_id=%00", 422),
        ("/jobs/junk", 404),
        (f"/jobs/{UNKNOWN}", 404),
        ("/operations?cursor=junk", 422),
        ("/operations/new", 400),
        ("/operations/new?kind=unknown", 422),
        ("/operations/new?kind=redrive&job=junk", 422),
        ("/operations/new?kind=redrive", 422),
        ("/operations/new?kind=redrive&state=succeeded", 422),
        ("/operations/new?kind=redrive&state=dead", 409),
        (f"/operations/new?kind=redrive&job={UNKNOWN}", 409),
        ("/operations/new?kind=pause", 422),
        ("/operations/new?kind=pause&state=dead", 422),
        ("/operations/new?kind=redrive&paused=tts.role.sync", 422),
        ("/operations/new?kind=pause&paused=unknown", 422),
        ("/operations/new?kind=run&paused=tts.role.sync", 422),
        ("/operations/new?kind=redrive&chore=auth.forget_frames", 422),
        ("/operations/new?kind=run&chore=%00", 422),
        ("/operations/new?kind=run&chore=auth.dance", 409),
        (f"/operations/new?kind=delete&stray={UNKNOWN}", 409),
        (f"/operations/new?kind=delete&stray={UNKNOWN}&job={UNKNOWN}", 422),
        ("/schedule/%00", 404),
        ("/schedule/auth.dance", 404),
        ("/unreadable?cursor=junk", 422),
        ("/unreadable/junk", 404),
        (f"/unreadable/{UNKNOWN}", 404),
    ],
)
async def test_what_makes_no_sense_is_refused_on_a_page(ops: Ops, path: str, status: int) -> None:
    response = await ops.client.get(path, headers=ops.operator)
    assert response.status_code == status, response.text
    if status != 200:
        assert 'role="alert"' in response.text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "redrive"},
        {"kind": "junk", "target": "{}"},
        {"kind": "redrive", "target": "junk"},
        {"kind": "redrive", "target": "{}"},
        {"kind": "redrive", "target": '{"ids": ["junk"]}'},
        {"kind": "redrive", "target": '{"queue": "tts.role.sync"}'},
        {"kind": "pause", "target": '{"search": {"state": "dead"}}'},
        {"kind": "redrive", "target": '{"search": {"state": "succeeded"}}'},
        {"kind": "redrive", "target": '{"search": {"state": "dead"}}', "more": "x"},
        {"kind": "run", "target": '{"queue": "tts.role.sync"}'},
        {"kind": "run", "target": '{"chore": "a b"}'},
        {"kind": "pause", "target": '{"chore": "a", "queue": "tts.role.sync"}'},
    ],
)
async def test_a_form_that_is_not_ours_is_refused(ops: Ops, form: dict[str, str]) -> None:
    files = {name: (None, value) for name, value in form.items()} or {"": (None, "")}
    response = await ops.client.post("/operations", files=files, headers=ops.operator)
    assert response.status_code == 422, response.text


async def test_nothing_on_a_page_comes_from_elsewhere_or_runs_inline(ops: Ops, job: str) -> None:
    page = await ops.get(f"/jobs/{job}")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert " onclick" not in page.text
    for name in ("htmx.js", "console.js", "console.css"):
        assert f"/ops/static/{name}" in page.text
        assert (await ops.client.get(f"/static/{name}")).status_code == 200
    assert (await ops.client.get("/static/app.py")).status_code == 404


async def test_an_empty_console_says_so(ops: Ops) -> None:
    assert "There are no jobs yet." in (await ops.get("/jobs")).text
    assert "No job is like that." in (await ops.get("/jobs", state="dead")).text
    assert "Nobody has done anything yet." in (await ops.get("/operations")).text
    schedule = (await ops.get("/schedule")).text
    assert "No scheduler has run yet" in schedule
    assert "No timer is set." in schedule
    assert "Every message could be read." in (await ops.get("/unreadable")).text
    assert "No worker lives" in (await ops.get("/overview")).text


async def test_the_overview_shows_queues_outboxes_and_workers(
    ops: Ops, settings: Settings, job: str
) -> None:
    await ops.add("waiting", at=clock.now())
    await ops.add("retrying", error="x")
    await ops.add("succeeded")
    presence = Presence(settings.redis_url, [routes.APPLY_TICKET.queue])
    presence.enter(job, routes.APPLY_TICKET)
    await presence.tell()
    page = (await ops.get("/overview")).text
    row = page.split('queue=TICKET_TASKS_PRODUCTION"', 1)[1].split("</tr>")[0]
    for state in ("waiting", "running", "retrying", "dead"):
        assert f'state={state}">1</a>' in row, state
    assert f"/ops/jobs/{job}" in page
    await presence.close()


async def test_a_job_shows_its_timeline_error_arguments_and_chain(ops: Ops) -> None:
    sealed = {"nonce": "bm9uY2U=", "ciphertext": "c2VjcmV0"}
    payload = {"email": "a@tts.example", "secret": sealed, "nested": [{"x": sealed}]}
    job = await ops.add("dead", payload=payload, error="Traceback…\nValueError: <b>no</b>")
    other = await ops.add(
        "succeeded", route=routes.DECIDE_STATUS, producer=Service.WORKFLOW, correlation_id="req-1"
    )
    stranger = await ops.add("succeeded", correlation_id="req-2")
    page = (await ops.get(f"/jobs/{job}")).text
    assert "ValueError: &lt;b&gt;no&lt;/b&gt;" in page
    assert "a@tts.example" in page
    assert "c2VjcmV0" not in page
    assert "bm9uY2U" not in page
    assert str(other) in page
    assert str(stranger) not in page
    fragment = (await ops.get(f"/live/jobs/{job}")).text
    assert "<html" not in fragment
    assert "Timeline" in fragment


async def test_what_turns_text_around_is_seen_and_turns_nothing(ops: Ops) -> None:
    job = await ops.add("dead", payload={"name": "\u202eana\u200b", "word": "דנה"})
    page = (await ops.get(f"/jobs/{job}")).text
    assert "\\u202eana\\u200b" in page
    assert "\u202e" not in page
    assert "דנה" in page


async def test_the_callers_name_stands_apart(ops: Ops) -> None:
    assert re.search(r"<bdi>[^<]+</bdi>", (await ops.get("/overview")).text)


@pytest.mark.parametrize("path", READ)
async def test_a_pages_statements_do_not_grow_with_what_it_shows(
    ops: Ops, job: str, path: str
) -> None:
    with statements() as few:
        await ops.get(path.format(job=job))
    for _ in range(20):
        await ops.add("dead")
    with statements() as many:
        await ops.get(path.format(job=job))
    assert len(many) == len(few)
    assert len(few) == {"/overview": 25, "/jobs": 15, "/jobs/{job}": 25, "/operations": 0}[path]


async def test_a_database_that_is_away_is_named_and_the_others_are_shown(
    ops: Ops, settings: Settings
) -> None:
    job = await ops.add("dead")
    rename = "ALTER TABLE {} RENAME TO {}"
    async with ops.databases[Service.NOTIFY].engine.begin() as connection:
        await connection.exec_driver_sql(rename.format("outbox", "outbox_away"))
    try:
        for path in ("/overview", "/jobs", f"/jobs/{job}"):
            page = (await ops.get(path)).text
            assert "No answer from the database of notify" in page
        assert str(job) in (await ops.get("/jobs")).text
        refused = await ops.order("redrive", ids=[str(job)])
        assert refused.status_code == 503
    finally:
        async with ops.databases[Service.NOTIFY].engine.begin() as connection:
            await connection.exec_driver_sql(rename.format("outbox_away", "outbox"))


def test_the_gateway_lets_pages_through_to_lead_to_the_sign_in_and_nothing_else(
    settings: Settings,
) -> None:
    app: Litestar = create_app(settings, role=None)
    patterns = load_routes().services["ops"].public
    pages = {
        f"GET {path}"
        for path, handler in handlers_of(app)
        if "GET" in getattr(handler, "http_methods", ())
        and not path.startswith(("/live", "/health", "/metrics", "/docs", "/schema"))
        and (declared_access(handler) == Permission.OPS_READ or path.startswith("/static"))
    }
    lead = {p.removesuffix("/*") for p in patterns}
    assert {page.split("/{")[0] for page in pages} | {"GET /operations/new"} == lead
