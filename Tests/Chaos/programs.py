"""The processes of a round: `pregon` as whoever runs it, the simulator and the webhooks' receiver. Every process is
ended by its own handle, and none outlives this program."""

import atexit
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import threading
import time

from campaigns import SECRETS

HOOK_SECRET = "Zm9vYmFy_c2VjcmV0-MTIzNDU2Nzg5MA"
_running = set()
_lock = threading.Lock()


class Failure(Exception):
    """Why a round cannot go on; nothing is known then of what was sent."""


@atexit.register
def _sweep():
    for process in list(_running):
        process.kill()


class Program:
    """A process whose output goes into a file, so that no full pipe holds it up."""

    def __init__(self, arguments, folder, name, environment=None):
        self.path = os.path.join(folder, name + ".out")
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
        with open(self.path, "ab") as output:
            self.start = output.tell()
            self.process = subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=folder,
                env=kept | SECRETS | {"PREGON_WEBHOOK_SECRET": HOOK_SECRET} | (environment or {}))
        with _lock:
            _running.add(self.process)

    @property
    def pid(self):
        return self.process.pid

    def is_running(self):
        return self.process.poll() is None

    def said(self):
        with open(self.path, encoding="utf-8", errors="replace") as output:
            output.seek(self.start)
            return output.read()

    def stop(self):
        """SIGSTOP: it stands still, its connections open, until `go_on`."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        """SIGKILL; whether that is what ended it."""
        self.process.kill()
        return self.wait(20) == -signal.SIGKILL

    def wait(self, limit):
        """The exit status, or minus the signal."""
        try:
            status = self.process.wait(limit)
        except subprocess.TimeoutExpired as error:
            self.process.kill()
            self.process.wait()
            raise Failure(f"`{' '.join(self.process.args[1:3])}` did not end in {limit} s: {self.said()}") from error
        finally:
            with _lock:
                _running.discard(self.process)
        return status

    def port(self):
        """The port it says that it listens on."""
        for _ in range(3000):
            found = re.search(r"http://127\.0\.0\.1:([0-9]+)", self.said())
            if found:
                return int(found.group(1))
            if not self.is_running():
                break
            time.sleep(0.005)
        raise Failure(f"it does not listen: {self.said()}")


def free_port():
    """A port that is free at this moment, below those that the system gives to connections: whoever is killed has to
    come back to the same one."""
    while True:
        port = random.SystemRandom().randrange(15_000, 32_000)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Simulator:
    """`pregon simulate`, which can be killed and started again on its port, its log and its memory going on."""

    def __init__(self, pregon, folder, options):
        self.pregon, self.folder, self.options = pregon, folder, options
        self.log = os.path.join(folder, "gateway.jsonl")
        self.port = free_port()
        self.faults_before = {}
        self._seen, self._offset = 0, 0
        self._start(seed=options["seed"])

    def _start(self, seed):
        arguments = [self.pregon, "simulate", "--port", str(self.port), "--log", self.log, "--seed", str(seed), "--quiet"]
        for name, value in self.options.items():
            if name != "seed":
                arguments += [f"--{name}", str(value)]
        for _ in range(50):
            self.program = Program(arguments, self.folder, "simulator")
            try:
                self.program.port()
                return
            except Failure:
                # The port of a process that has just been killed is not always free at once.
                time.sleep(0.1)
        raise Failure(f"the simulator cannot listen on {self.port}: {self.program.said()}")

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def kill_and_restart(self, seed, pause):
        self.faults_before = self.faults()
        self.program.kill()
        time.sleep(pause)
        self._start(seed)

    def stop(self):
        self.program.kill()

    def count(self):
        """Accepted messages so far, by the lines that have been added to the log since the last look."""
        try:
            with open(self.log, "rb") as log:
                log.seek(self._offset)
                added = log.read()
        except FileNotFoundError:
            return 0
        end = added.rfind(b"\n") + 1
        self._offset += end
        self._seen += sum(b'Z","event":"' not in line[:64] for line in added[:end].splitlines())
        return self._seen

    def faults(self):
        """Requests that each kind of fault has struck, over all restarts; what struck in the last moment before one
        may be missing."""
        counted = dict(self.faults_before)
        for kind, count in self.control("GET", "counts")["faults"].items():
            counted[kind] = counted.get(kind, 0) + count
        return counted

    def control(self, method, what):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, "/control/" + what)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise Failure(f"/control/{what}: {body!r}")
        return json.loads(body)

    def settle(self, limit=30):
        """Waits until it has dealt with everything it was sent by programs that have ended: no connection to it is
        left but our own, so nothing that it has not decided on can still be accepted."""
        end = time.monotonic() + limit
        while self._connections():
            if time.monotonic() > end:
                raise Failure("the simulator keeps a connection to a program that has ended")
            time.sleep(0.005)
        self.control("GET", "health")

    def _connections(self):
        """Connections that somebody has open to it, or that it has not closed."""
        place = f":{self.port:04X}"
        with open("/proc/net/tcp", encoding="ascii") as table:
            rows = [line.split() for line in table.readlines()[1:]]
        # All but LISTEN, TIME_WAIT and CLOSE.
        return sum(row[1].endswith(place) and row[3] not in ("0A", "06", "07") for row in rows)
