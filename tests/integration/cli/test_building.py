"""The apps' build on a small workspace, with the machine's Node.js or the wheel's."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.integration.cli.conftest import until
from tests.workspace import change_source, make_workspace
from tts_apps import built
from tts_cli.errors import UpError
from tts_cli.frontend import building, node
from tts_cli.process import Call
from tts_cli.supervisor import Supervisor


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = make_workspace(tmp_path_factory.mktemp("built") / "frontend")
    assert building.is_stale(workspace)
    building.build(workspace)
    assert not building.is_stale(workspace)
    return workspace


@pytest.fixture
def workspace(built_once: Path, tmp_path: Path) -> Path:
    """One that was just built."""
    return shutil.copytree(built_once, tmp_path / "frontend", symlinks=True)


def _script(workspace: Path, app: str) -> str:
    version = built.version(workspace)
    assert version is not None
    folder = built.app_folder(workspace, version, app)
    return (folder / "assets" / "index-4f0c.js").read_text()


def test_what_was_built_is_served_until_a_source_changes(workspace: Path) -> None:
    first = built.version(workspace)
    assert "main" in _script(workspace, "main")

    change_source(workspace, "main", "new();")
    assert building.is_stale(workspace)
    building.build(workspace)
    assert built.version(workspace) != first
    assert _script(workspace, "main").startswith("new();")
    assert "helpdesk" in _script(workspace, "helpdesk")


@pytest.mark.parametrize(
    "change",
    [
        lambda w: (w / "package-lock.json").write_text("{}"),
        lambda w: (w / "apps" / "main" / "package.json").write_text("{}"),
        lambda w: (w / "apps" / "auth" / "source.js").unlink(),
        lambda w: (w / "apps" / "auth" / "source.js").rename(w / "apps" / "auth" / "other.js"),
    ],
)
def test_every_input_makes_the_apps_stale(
    workspace: Path, change: Callable[[Path], object]
) -> None:
    change(workspace)
    assert building.is_stale(workspace)


def test_what_a_build_leaves_beside_the_sources_does_not(workspace: Path) -> None:
    made = workspace / "apps" / "main" / "node_modules" / ".vite"
    made.mkdir(parents=True)
    (made / "cache.js").write_text("1")
    assert not building.is_stale(workspace)


def test_an_unchanged_workspace_is_not_built_again(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # whatever it ran would fail
    building.build(workspace)


def test_a_failing_build_leaves_what_is_served_and_says_what_to_do(workspace: Path) -> None:
    first = built.version(workspace)
    change_source(workspace, "auth", "does not build")
    with pytest.raises(UpError, match=r"--workspace apps/auth` failed in .*`tts up --no-apps`"):
        building.build(workspace)
    assert built.version(workspace) == first
    assert "auth" in _script(workspace, "auth")
    assert building.is_stale(workspace)


async def test_a_failing_build_is_told_with_its_last_lines(
    supervisor: Supervisor, workspace: Path
) -> None:
    change_source(workspace, "main", "does not build")
    call = Call("tts_cli.frontend.building:run", (workspace,))
    with pytest.raises(UpError, match=r"build ended with 1:(.|\n)*source.js:1(.|\n)*--no-apps"):
        await supervisor.complete("build", call)


async def test_a_build_tells_its_progress(
    supervisor: Supervisor, lines: list[tuple[str, bytes]], workspace: Path
) -> None:
    change_source(workspace, "main", "new();")
    await supervisor.complete("build", Call("tts_cli.frontend.building:run", (workspace,)))
    for expected in (b"building the apps with Node.js", b"helpdesk ", b"main ", b"auth "):
        await until(partial(_said, lines, expected))


def _said(lines: list[tuple[str, bytes]], begin: bytes) -> bool:
    return any(line.startswith(begin) for _, line in lines)


def test_packages_are_installed_only_when_the_lock_file_differs(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_source(workspace, "main", "new();")
    building.build(workspace)
    assert "installing the packages" not in capsys.readouterr().out
    lock = workspace / "package-lock.json"
    lock.write_text(lock.read_text() + "\n")
    building.build(workspace)
    assert "installing the packages" in capsys.readouterr().out


def test_npm_gets_its_words_as_they_are(workspace: Path) -> None:
    build = ("npm", "run", "build", "--workspace", "apps/main", "--", "--check")
    done = subprocess.run(
        [sys.executable, "-m", "tts_cli.main", *build],
        env=os.environ | {"TTS_FRONTEND": str(workspace)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "build.mjs main --check" in done.stdout


def test_two_builds_at_once_are_one_after_the_other(workspace: Path) -> None:
    change_source(workspace, "main", "new();")
    code = "import sys; from pathlib import Path; from tts_cli.frontend import building\n"
    code += "building.run(Path(sys.argv[1]))"
    both = [
        subprocess.Popen([sys.executable, "-c", code, workspace], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted("built already" in text for text in said) == [False, True]


def test_scripts_are_kept_compressed_beside_themselves(workspace: Path) -> None:
    script = _script(workspace, "main")
    version = built.version(workspace)
    assert version is not None
    assets = built.app_folder(workspace, version, "main") / "assets"
    assert gzip.decompress((assets / "index-4f0c.js.gz").read_bytes()) == script.encode()


def test_only_the_present_build_and_the_one_before_are_kept(workspace: Path) -> None:
    versions = []
    for number in range(3):
        change_source(workspace, "main", f"build({number});")
        building.build(workspace)
        versions.append(built.version(workspace))
    kept = {p.name for p in (workspace / "dist").iterdir() if not p.name.startswith(".")}
    assert kept == {"version", *versions[1:]}


def test_without_node_on_the_path_the_wheel_builds(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hide_node(workspace, monkeypatch)
    change_source(workspace, "main", "new();")
    found = node.find(workspace)
    assert found.folder == workspace / "dist" / ".bin"
    building.build(workspace)
    # What a script calls is found as well.
    done = subprocess.run(
        ["npm", "--version"], env=found.environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip()


def test_a_node_that_is_too_old_is_not_used(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _hide_node(workspace, monkeypatch)
    for name in ("node", "npm"):
        (old / name).write_text("#!/bin/sh\necho v18.20.8\n")
        (old / name).chmod(0o755)
    assert node.find(workspace).folder != old


def test_without_any_node_the_ways_out_are_named(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hide_node(workspace, monkeypatch)
    monkeypatch.setattr(node, "WHEEL", "tts-no-such-node")
    change_source(workspace, "main", "new();")
    with pytest.raises(UpError, match=r"install it, or pip install .*--no-apps"):
        building.build(workspace)


def _hide_node(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with the system's tools but its Node.js; the folder that comes first on it."""
    first = workspace.parent / "bin"
    first.mkdir()
    for tool in ("sh", "env", "uname", "sed"):
        path = shutil.which(tool)
        assert path is not None
        os.symlink(path, first / tool)
    monkeypatch.setenv("PATH", str(first))
    return first
