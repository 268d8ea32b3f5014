"""The embedded servers, really started."""

import asyncio
import os
import signal
import smtplib
import stat
from email.message import EmailMessage

import asyncpg
import httpx
import psutil
import pytest
import redis

from tests.integration.cli.conftest import free_offset, until
from tts_cli import probe, state
from tts_cli.account import engine_account
from tts_cli.engines import postgres, valkey
from tts_cli.home import Home
from tts_cli.output import Output
from tts_cli.process import Call, Process, Rank
from tts_cli.supervisor import Supervisor

PASSWORD = "correct-horse"

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands engines to another user")


def _postgres(home: Home, offset: int) -> Process:
    account = engine_account()
    return postgres.process(home, account, PASSWORD, offset)


def _valkey(home: Home, offset: int) -> Process:
    account = engine_account()
    return valkey.process(home, account, PASSWORD, offset)


def _mail(home: Home, smtp_port: int, page_port: int) -> Process:
    call = Call("tts_cli.engines.mail:serve", (home.mails, "127.0.0.1", smtp_port, page_port))
    return Process("mail", Rank.ENGINE, lambda: call, probe=f"http://127.0.0.1:{page_port}")


def _pid(home: Home, name: str) -> int:
    return next(record.pid for record in state.load(home.state) if record.process == name)


async def test_the_database_has_one_superuser_with_a_password(
    home: Home, supervisor: Supervisor
) -> None:
    offset = free_offset(postgres.PORT.default)
    await supervisor.start([_postgres(home, offset)])
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(postgres.url("wrong", offset))
    connection = await asyncpg.connect(postgres.url(PASSWORD, offset))
    shown = [
        await connection.fetchval(f"SHOW {name}")
        for name in ("server_encoding", "max_connections", "timezone")
    ]
    assert shown == ["UTF8", str(postgres.MAX_CONNECTIONS), "UTC"]
    collation = await connection.fetchrow(
        "SELECT datcollate, datlocprovider FROM pg_database WHERE datname = 'template1'"
    )
    assert tuple(collation) == ("C", b"c")
    await connection.close()


async def test_the_database_keeps_its_rows_over_a_restart(
    home: Home, supervisor: Supervisor
) -> None:
    offset = free_offset(postgres.PORT.default)
    await supervisor.start([_postgres(home, offset)])
    connection = await asyncpg.connect(postgres.url(PASSWORD, offset))
    await connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    # A client that stays connected must not hold up the stop.
    await supervisor.stop()
    assert not probe.ready(f"postgresql://127.0.0.1:{postgres.PORT.default + offset}")
    connection.terminate()

    second = Supervisor(home.state, Output(lambda _name, _line: None))
    await second.start([_postgres(home, offset)])
    connection = await asyncpg.connect(postgres.url(PASSWORD, offset))
    assert await connection.fetchval("SELECT answer FROM kept") == 42
    await connection.close()
    await second.stop()


async def test_valkey_refuses_strangers_and_never_evicts(
    home: Home, supervisor: Supervisor
) -> None:
    offset = free_offset(valkey.PORT.default)
    await supervisor.start([_valkey(home, offset)])
    with pytest.raises(redis.AuthenticationError), _client("wrong", offset) as stranger:
        stranger.ping()
    with _client(PASSWORD, offset) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("appendonly") == {"appendonly": "yes"}


async def test_a_killed_engine_comes_back_with_its_data(home: Home, supervisor: Supervisor) -> None:
    offset = free_offset(valkey.PORT.default)
    process = _valkey(home, offset)
    await supervisor.start([process])
    with _client(PASSWORD, offset) as client:
        client.set("job", "queued")
    killed = _pid(home, "valkey")
    os.kill(killed, signal.SIGKILL)
    await until(lambda: _pid(home, "valkey") != killed)
    await until(lambda: probe.ready(str(process.probe)))
    with _client(PASSWORD, offset) as client:
        assert client.get("job") == b"queued"


@as_root
async def test_engines_of_root_run_as_another_user_and_change_no_other_mode(
    home: Home, supervisor: Supervisor
) -> None:
    closed = home.path.parent
    closed.chmod(0o700)
    offset = free_offset(postgres.PORT.default, valkey.PORT.default)
    await supervisor.start([_postgres(home, offset), _valkey(home, offset)])
    users = {psutil.Process(_pid(home, name)).uids().effective for name in ("postgres", "valkey")}
    assert users == {engine_account().uid}
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert home.engines(engine_account()) == (home.path / "engines").resolve()


async def test_the_catcher_shows_mail_newest_first_and_keeps_it(
    home: Home, supervisor: Supervisor
) -> None:
    offset = free_offset(1025, 8025)
    page = f"http://127.0.0.1:{8025 + offset}"
    await supervisor.start([_mail(home, 1025 + offset, 8025 + offset)])
    await asyncio.to_thread(_send, 1025 + offset, "First", "<script>alert(1)</script>")
    await asyncio.to_thread(_send, 1025 + offset, "Second <b>", "with a link")
    async with httpx.AsyncClient(base_url=page) as client:
        mails = (await client.get("/api/v1/messages")).json()["messages"]
        assert [mail["Subject"] for mail in mails] == ["Second <b>", "First"]
        recipients = [to["Address"] for to in mails[1]["To"]]
        assert recipients == ["agent@example.com", "hidden@example.com"]
        assert mails[1]["From"] == {"Name": "TTS", "Address": "tts@example.com"}
        assert mails[1]["MessageID"] == "First@example.com"
        assert mails[1]["Snippet"].strip() == "<script>alert(1)</script>"
        shown = (await client.get(f"/messages/{mails[1]['ID']}")).text
        assert "&lt;script&gt;" in shown
        assert "<script>" not in shown
        assert "Second &lt;b&gt;" in (await client.get("/")).text
        assert (await client.get("/messages/0")).status_code == 404
        elsewhere = await client.get("/api/v1/messages", headers={"Host": "attacker.example"})
        assert elsewhere.status_code == 400
    await supervisor.stop()

    again = Supervisor(home.state, Output(lambda _name, _line: None))
    await again.start([_mail(home, 1025 + offset, 8025 + offset)])
    async with httpx.AsyncClient(base_url=page) as client:
        assert (await client.get("/api/v1/messages")).json()["messages"] == mails
    await again.stop()


def _client(password: str, offset: int) -> "redis.Redis":
    return redis.Redis.from_url(valkey.url(password, offset, valkey.CACHE_DATABASE))


def _send(port: int, subject: str, text: str) -> None:
    message = EmailMessage()
    message["From"] = "TTS <tts@example.com>"
    message["To"] = "agent@example.com"
    message["Subject"] = subject
    message["Message-ID"] = f"<{subject.split()[0]}@example.com>"
    message.set_content(text)
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.send_message(message, to_addrs=["agent@example.com", "hidden@example.com"])
