"""What `tts up` says when everything is ready: where to click, and who can sign in."""

import msgspec

from tts_apps import built
from tts_cli.home import DemoAccount, Home
from tts_cli.profile import Profile

#: In the order in which a newcomer opens them.
_FOR_WHOM = {
    "helpdesk": "employees ask, coordinators triage",
    "main": "agents do the work, admins draw workflows",
    "auth": "sign-in, password, profile",
}


def welcome(home: Home, plan: Profile, *, apps: bool) -> str:
    """One address or account per line."""
    settings = plan.settings
    lines = ["ready: click on"]
    if apps and built.is_built(settings):
        for app, whom in _FOR_WHOM.items():
            lines.append(_address(app, settings.app_url(built.APPS[app]), whom))
    if plan.mail_page:
        lines.append(_address("mail", plan.mail_page, "every mail that was sent"))
    lines.append(_address("ops", f"{settings.gateway_url}/ops/", "operators watch and mend jobs"))
    lines.append(_address("docs", f"{settings.gateway_url}/docs", "the APIs"))
    if not apps:
        lines.append("without the apps, as --no-apps says")
    elif not built.is_built(settings):
        folder = built.workspace(settings.frontend)
        lines.append(f"without the apps: {folder} is missing, TTS_FRONTEND names it elsewhere")
    if (home.path / "engines").is_symlink():
        lines.append(f"engines' data: {(home.path / 'engines').resolve()}")
    lines += _accounts(home)
    return "\n".join(lines)


def _address(name: str, url: str, what: str) -> str:
    return f"  {name:<9} {url:<28} {what}"


def _accounts(home: Home) -> list[str]:
    """The first accounts with their passwords, as whoever started all this will want to sign in."""
    lines = []
    for file in (home.accounts_file(demo=True), home.accounts_file(demo=False)):
        if file.exists():
            lines.append(f"accounts ({file}):")
            for account in msgspec.json.decode(file.read_bytes(), type=list[DemoAccount]):
                roles = ", ".join(f"{r.system} {r.role}" for r in account.roles)
                lines.append(f"  {account.email:<22} {account.password:<18} {roles}")
    return lines
