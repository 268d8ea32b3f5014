"""A small workspace of three apps that need no package, laid out as `frontend/` is."""

import json
from pathlib import Path

from tts_apps.built import APPS

_BUILD = """
import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
rmSync("dist", {recursive: true, force: true});
mkdirSync("dist/assets", {recursive: true});
const source = readFileSync("source.js", "utf8");
if (source.includes("does not build")) {
  console.error("source.js:1: it does not build");
  process.exit(1);
}
writeFileSync("dist/index.html", `<!doctype html><html><head><title>${process.argv[2]}</title>
<script type="module" src="/assets/index-4f0c.js"></script></head><body></body></html>`);
writeFileSync("dist/assets/index-4f0c.js", source.repeat(200));
"""


def make_workspace(folder: Path) -> Path:
    """Write one that was never built."""
    names = {app: f"@tts/{app}" for app in APPS}
    lock = {
        "name": "frontend",
        "lockfileVersion": 3,
        "requires": True,
        "packages": {
            "": {"name": "frontend", "workspaces": ["apps/*"]},
            **{f"apps/{app}": {"name": name} for app, name in names.items()},
            **{
                f"node_modules/{name}": {"resolved": f"apps/{app}", "link": True}
                for app, name in names.items()
            },
        },
    }
    folder.mkdir()
    _write(folder / "package.json", {"name": "frontend", "private": True, "workspaces": ["apps/*"]})
    _write(folder / "package-lock.json", lock)
    (folder / "build.mjs").write_text(_BUILD)
    for app, name in names.items():
        place = folder / "apps" / app
        place.mkdir(parents=True)
        scripts = {"build": f"node ../../build.mjs {app}"}
        _write(place / "package.json", {"name": name, "private": True, "scripts": scripts})
        change_source(folder, app, f'console.log("{app}");')
    return folder


def change_source(workspace: Path, app: str, text: str) -> None:
    """What an engineer does; `does not build` in it makes the build fail."""
    (workspace / "apps" / app / "source.js").write_text(text)


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content))
