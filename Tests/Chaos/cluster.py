"""A PostgreSQL server of its own: in a folder, on a socket, and killed whenever somebody wishes."""

import atexit
import glob
import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time


class Missing(Exception):
    """There is no server to be started here."""


def programs():
    """Where the newest server's programs are; Debian keeps them off the PATH."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if not found:
        raise Missing("there is no PostgreSQL server: apt-get install postgresql")
    return os.path.dirname(max(found, key=lambda path: int(path.split("/")[4])))


class Cluster:
    def __init__(self):
        self.programs = programs()
        self.folder = tempfile.mkdtemp(prefix="pregon-chaos-")
        self.data = os.path.join(self.folder, "data")
        # A server refuses to run as root.
        self.as_server = []
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.as_server = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        atexit.register(self.remove)
        self._run(
            "initdb", "--pgdata", self.data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C",
            "--no-sync")
        self.server = None
        self.start()

    def address(self, database):
        return f"postgres://postgres@/{database}?host={self.folder}"

    def start(self):
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.server = subprocess.Popen(
                [*self.as_server, os.path.join(self.programs, "postgres"), "-D", self.data, "-k", self.folder, "-c",
                 "listen_addresses=", "-c", "max_connections=200"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder)
        for _ in range(600):
            if self._psql("postgres", "SELECT 1").returncode == 0:
                return
            if self.server.poll() is not None:
                raise Missing("the server does not start: " + self.said())
            time.sleep(0.05)
        raise Missing("the server does not answer: " + self.said())

    def said(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as log:
            return log.read()[-2000:]

    def kill(self):
        """SIGKILL for the server and everybody who serves in it, as a power cut would."""
        for pid in self.processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.server.wait()

    def processes(self):
        """The server, and everybody who serves in it."""
        with open(os.path.join(self.data, "postmaster.pid"), encoding="ascii") as file:
            server = int(file.readline())
        return [server] + [int(pid) for pid in subprocess.run(
            ["pgrep", "-P", str(server)], capture_output=True, text=True, check=False).stdout.split()]

    def create(self, database):
        self.command("postgres", f"CREATE DATABASE {database}")

    def command(self, database, sql):
        answer = self._psql(database, sql)
        if answer.returncode:
            raise RuntimeError(answer.stderr)

    def rows(self, database, sql):
        """Each row as a dictionary."""
        answer = self._psql(database, f"SELECT row_to_json(found) FROM ({sql}) found")
        if answer.returncode:
            raise RuntimeError(answer.stderr)
        return [json.loads(line) for line in answer.stdout.splitlines()]

    def remove(self):
        if self.server and self.server.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _psql(self, database, sql):
        return subprocess.run(
            [os.path.join(self.programs, "psql"), "-h", self.folder, "-U", "postgres", "-d", database, "-XAtq", "-v",
             "ON_ERROR_STOP=1", "-c", sql],
            capture_output=True, text=True, check=False, env=os.environ | {"PGOPTIONS": "-c search_path=pregon"})

    def _run(self, program, *arguments):
        subprocess.run(
            [*self.as_server, os.path.join(self.programs, program), *arguments], check=True, cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
