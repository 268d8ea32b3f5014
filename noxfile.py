"""Entry points for everybody: `nox -s up` starts the ecosystem, `nox -s check` is what CI runs."""

import hashlib
import os
import sys
from pathlib import Path

import nox

nox.options.sessions = ["check"]
nox.options.error_on_external_run = False

ROOT = Path(__file__).parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
CODE = ("src", "tasks", "tests", "benchmarks", "noxfile.py")
PACKAGES = (
    "tts_kit",
    "tts_contracts",
    "tts_auth",
    "tts_workflow",
    "tts_notify",
    "tts_messaging",
    "tts_helpdesk",
    "tts_cli",
    "tasks",
    "tests",
    "benchmarks",
)


def installed(session: nox.Session) -> None:
    """Make `.venv` from the lock file, once, and again when the lock file changes."""
    if sys.version_info < (3, 11):  # noqa: UP036 (nox itself runs on older ones)
        session.error("TTS needs Python 3.11 or newer; run nox with one.")
    stamp = VENV / "made-from"
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    # virtualenv comes with nox; the venv module is missing on a bare Debian.
    session.run(sys.executable, "-m", "virtualenv", "--quiet", str(VENV))
    pip = (str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    session.run(*pip, "--require-hashes", "--requirement", str(LOCK))
    session.run(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)


def run(session: nox.Session, program: str, *arguments: str, **options: object) -> None:
    """Run a program of `.venv`."""
    session.run(str(BIN / program), *arguments, **options)  # type: ignore[arg-type]


@nox.session(python=False)
def up(session: nox.Session) -> None:
    """Start everything with demo data; options go on to `tts up`."""
    installed(session)
    run(session, "tts", "up", *session.posargs)


@nox.session(python=False)
def dev(session: nox.Session) -> None:
    """Make `.venv` with everything a developer needs."""
    installed(session)
    session.log("activate it with: source %s", BIN / "activate")


@nox.session(python=False)
def lint(session: nox.Session) -> None:
    """Style, import rules, sizes and generated files."""
    installed(session)
    run(session, "ruff", "check", *CODE)
    run(session, "ruff", "format", "--check", *CODE)
    run(session, "lint-imports", "--no-cache")
    run(session, "python", "-m", "tests.house_rules")
    run(session, "tts", "asyncapi", "--check")
    run(session, "tts", "gateway", "check", silent=True)


@nox.session(python=False)
def types(session: nox.Session) -> None:
    """mypy, strict."""
    installed(session)
    run(session, "mypy", *(part for name in PACKAGES for part in ("-p", name)))


@nox.session(python=False)
def tests(session: nox.Session) -> None:
    """Unit, integration and gateway tests; arguments go on to pytest."""
    installed(session)
    chosen = session.posargs or ["--numprocesses=2", "--dist=loadgroup", "-m", "not long"]
    run(session, "pytest", *chosen)


@nox.session(python=False)
def check(session: nox.Session) -> None:
    """All that must be green to land."""
    for name in ("lint", "types", "tests"):
        session.notify(name)


@nox.session(python=False)
def long(session: nox.Session) -> None:
    """The long forms: faults, scale and exhaustive properties."""
    installed(session)
    run(session, "pytest", "-m", "long", *session.posargs, env={"HYPOTHESIS_PROFILE": "long"})
