"""What a cluster on one machine needs: Debian's packages, and an account that is not root."""

import os
import pwd
import shutil
import sys
import sysconfig
from pathlib import Path

# Debian puts servers where an ordinary account's PATH does not lead.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
PACKAGES = {
    "patroni": "patroni",
    "etcd": "etcd-server",
    "haproxy": "haproxy",
    "pgbouncer": "pgbouncer",
    "setpriv": "util-linux",
}
# PostgreSQL refuses to run as root; Debian's package makes this account.
ACCOUNT = "postgres"


def program(name: str) -> str:
    """Where a program is; its bare name when it is nowhere."""
    return shutil.which(name, path=PATH) or name


def postgres() -> Path | None:
    """The folder with Debian's newest initdb; None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: float(one.parts[-3]))
    return found[-1].parent if found else None


def missing() -> list[str]:
    """Packages to install, in the order of their names."""
    absent = {package for name, package in PACKAGES.items() if not shutil.which(name, path=PATH)}
    # Patroni speaks to etcd through a library that its package only recommends.
    if not list(Path("/usr/lib/python3/dist-packages").glob("etcd/__init__.py")):
        absent.add("python3-etcd")
    if postgres() is None:
        absent.add("postgresql")
    return sorted(absent)


def refuse_without_packages() -> None:
    """End with what to install. Nothing is installed here: these packages start services of their own."""
    if names := missing():
        raise SystemExit(
            f"Missing from Debian: {' '.join(names)}. As root: apt-get install --no-install-recommends {' '.join(names)}"
        )


def leave_root() -> None:
    """Run this very command again as the account of PostgreSQL; nothing happens to anybody but root."""
    if os.geteuid() != 0:
        return
    account = pwd.getpwnam(ACCOUNT)
    drop = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    os.environ.update(HOME=account.pw_dir, PYTHONDONTWRITEBYTECODE="1")
    # That account must be able to read this folder: a clone below /root is not found from here on.
    os.execvp("setpriv", [*drop, _interpreter(), *sys.argv])


def _interpreter() -> str:
    """This Python; where it lies in root's own folder, Debian's of the same version, with the same packages."""
    real = Path(sys.executable).resolve()
    if all(folder.stat().st_mode & 0o001 for folder in real.parents):
        return sys.executable
    os.environ["PYTHONPATH"] = sysconfig.get_path("purelib")
    return f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
