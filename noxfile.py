"""Entry points for everybody: `nox -s up` starts the ecosystem, `nox -s check` is what CI runs."""

import hashlib
import os
import shutil
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
DOCUMENTS = ROOT / ".cache" / "openapi"
E2E = ROOT / ".cache" / "e2e"
#: No port is shared with a `tts up` beside it, at 0 or at 20 000, and all are below the clients'.
E2E_OFFSET = 24_500
GIVEN_SERVERS = ("TTS_DATABASE_URL", "TTS_REDIS_URL", "TTS_BROKER_URL", "TTS_SMTP_URL")
WHOLE_STACK = ("tests/e2e", "tests/faults", "tests/scale")
PACKAGES = (
    "tts_kit",
    "tts_contracts",
    "tts_auth",
    "tts_workflow",
    "tts_notify",
    "tts_messaging",
    "tts_helpdesk",
    "tts_apps",
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
    generate_client(session, "--check")


@nox.session(python=False)
def deploy(session: nox.Session) -> None:
    """compose.yaml against the specification and our own rules, and the Dockerfile."""
    installed(session)
    run(session, "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")
    run(session, "hadolint", "Dockerfile")
    run(session, "pytest", "tests/unit/deploy")


@nox.session(python=False)
def types(session: nox.Session) -> None:
    """mypy, strict."""
    installed(session)
    run(session, "mypy", *(part for name in PACKAGES for part in ("-p", name)))


@nox.session(python=False)
def tests(session: nox.Session) -> None:
    """Everything but the long forms; arguments go on to pytest."""
    installed(session)
    if session.posargs:
        run(session, "pytest", *session.posargs)
        return
    apart = [f"--ignore={folder}" for folder in WHOLE_STACK]
    run(session, "pytest", "--numprocesses=2", "-m", "not long", *apart)
    # These start the whole ecosystem, which wants the machine to itself.
    run(session, "pytest", "-m", "not long", *WHOLE_STACK)


def generate_client(session: nox.Session, *options: str) -> None:
    """Make the TypeScript types of the APIs; with --check, fail where they would change."""
    shutil.rmtree(DOCUMENTS, ignore_errors=True)
    run(session, "tts", "openapi", "--out", str(DOCUMENTS))
    run(session, "tts", "npm", "run", "client", "--", str(DOCUMENTS), *options)


@nox.session(python=False)
def client(session: nox.Session) -> None:
    """Generate the apps' API types from the services; `-- --check` only compares."""
    installed(session)
    generate_client(session, *session.posargs)


@nox.session(python=False)
def frontend(session: nox.Session) -> None:
    """The apps: tsc, eslint, unit tests, build and bundle budget."""
    installed(session)
    run(session, "tts", "npm", "run", "check")


@nox.session(python=False)
def gateway(session: nox.Session) -> None:
    """The gateway's conformance on Envoy, and both renderings; arguments go on to pytest."""
    installed(session)
    run(session, "tts", "gateway", "check")
    run(session, "pytest", "tests/gateway", *session.posargs)


def chromium(session: nox.Session) -> str:
    """The browser that the tests click in, installed where that is possible."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.geteuid() or not shutil.which("apt-get"):
        session.error("Chromium is missing: install it, on Debian with `apt-get install chromium`.")
    session.run("apt-get", "update", "-qq")
    quietly = {"DEBIAN_FRONTEND": "noninteractive"}
    session.run("apt-get", "install", "-y", "-qq", "chromium", env=quietly, silent=True)
    return str(shutil.which("chromium"))


@nox.session(python=False)
def e2e(session: nox.Session) -> None:
    """Click through the apps in a browser; arguments go on to Playwright Test."""
    installed(session)
    browser = chromium(session)
    data = E2E / "data"
    # As root the engines' data lies elsewhere, behind a link.
    shutil.rmtree((data / "engines").resolve(), ignore_errors=True)
    shutil.rmtree(E2E, ignore_errors=True)
    E2E.mkdir(parents=True)
    environment: dict[str, str | None] = {
        **dict.fromkeys(GIVEN_SERVERS),
        "TTS_DATA": str(data),
        "TTS_PORT_OFFSET": str(E2E_OFFSET),
        # The browsers of all tests have one address, and click faster than people.
        "TTS_RATE_LIMIT_PER_MINUTE": "6000",
        "TTS_RATE_LIMIT_PUBLIC_PER_MINUTE": "6000",
        "CHROMIUM": browser,
        "E2E_OUT": str(E2E),
    }
    run(session, "tts", "up", "--detach", env=environment)
    try:
        run(session, "tts", "npm", "run", "e2e", "--", *session.posargs, env=environment)
    finally:
        run(session, "tts", "down", env=environment)


@nox.session(python=False)
def check(session: nox.Session) -> None:
    """All that must be green to land."""
    for name in ("lint", "types", "deploy", "frontend", "e2e", "tests"):
        session.notify(name)


@nox.session(python=False)
def long(session: nox.Session) -> None:
    """The long forms: faults, scale and exhaustive properties."""
    installed(session)
    run(session, "pytest", "-m", "long", *session.posargs, env={"HYPOTHESIS_PROFILE": "long"})
