"""Where lines go."""

import os
from pathlib import Path

import pytest

from tts_cli import output


async def test_lines_arrive_whole_whatever_the_writes() -> None:
    seen: list[tuple[str, bytes]] = []
    lines = output.Output(lambda name, line: seen.append((name, line)))
    pipe = await lines.pipe("auth-api")
    os.write(pipe, b"first\nsec")
    os.write(pipe, b"ond\nno newline at the end")
    os.close(pipe)
    await lines.close()
    assert seen == [
        ("auth-api", b"first"),
        ("auth-api", b"second"),
        ("auth-api", b"no newline at the end"),
    ]
    assert await lines.tail("auth-api") == "first\nsecond\nno newline at the end"


def test_a_log_that_has_grown_too_large_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "LOG_BYTES", 10)
    write = output.files(tmp_path)
    for line in (b"0123456789", b"next", b"more"):
        write("valkey", line)
    assert (tmp_path / "valkey.log.1").read_bytes() == b"0123456789\n"
    assert (tmp_path / "valkey.log").read_bytes() == b"next\nmore\n"


def test_the_terminal_names_the_process(capsys: pytest.CaptureFixture[str]) -> None:
    output.terminal()("gateway", b"listening \xff")
    assert capsys.readouterr().out == "gateway        | listening \N{REPLACEMENT CHARACTER}\n"
