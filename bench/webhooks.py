#!/usr/bin/env python3
"""Sends 100,000 webhook events to `pregon webhooks`, shuffled, each twice, 1 % of them forged and 1 % malformed,
and holds the ledger to sums that this script counts by itself: nothing lost, nothing forged counted.

    webhooks.py --pregon PATH [--work DIR] [--events N] [--connections N] [--seed N]

Prints the rate and the receiver's largest resident set. Exit status: 0 all sums right, 1 one wrong, 65 it could not run.
"""

import argparse
import collections
import hashlib
import json
import os
import random
import re
import selectors
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time

SECRET = "5f2c9a7be1d04836a9c7f00d1e2b3c4d5e6f7a8b"
FIRST_NUMBER = 573_001_000_000
WORKSPACE = """version: 1
ledger: sqlite:ledger.sqlite
lines:
  cartera:
    gateway: contacto
    login: ${LOGIN}
    token: ${TOKEN}
    number: "573005202020"
opt_out:
  words: [BAJA]
"""


class Failure(Exception):
    """Why nothing could be measured."""


def run(pregon, folder, *words):
    done = subprocess.run(
        [pregon, *words, "--workspace", folder], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"pregon {' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def fill_ledger(path, sends):
    """Sends that were accepted, as an apply would have left them, without sending them one by one."""
    with sqlite3.connect(path) as database:
        for index in range(sends):
            content = f"content {index}".encode()
            database.execute(
                """INSERT INTO sends (id, campaign, revision, occurrence, message, recipient, position, line, sender,
                       fingerprint, content, state, attempts, message_id, last_attempt, frozen_at, changed_at)
                   VALUES (?, ?, 1, 'once', '1', ?, 1, 'cartera', 573005202020, ?, ?, 'accepted', 1, ?, 1, 1, 1)""",
                (index + 1, f"cobro-{index % 4}", FIRST_NUMBER + index, hashlib.sha256(content).digest(), content,
                 f"M{index}"))
            database.execute(
                """INSERT INTO attempts (send, number, campaign, line, sender, payload_hash, boot, began_wall,
                       began_monotonic, ended_wall, outcome)
                   VALUES (?, 1, ?, 'cartera', 573005202020, x'00', 'boot', 1, 1, 1, 'accepted')""",
                (index + 1, f"cobro-{index % 4}"))


def make_events(count, dice):
    """Requests (path, body, status expected) and what they must come to."""
    expected = collections.Counter()
    requests = []
    forged = malformed = count // 100
    index = 0
    while len(requests) < count - forged - malformed:
        identifier = f"M{index}"
        kinds = ["sent", "delivered", "read"]
        if index % 50 == 7:
            kinds = ["sent", "failed"]
        for kind in kinds:
            body = {"type": "message-event", "type2": kind, "messageId": identifier}
            if kind == "failed":
                body.update(code=470, reason="more than 24 hours passed")
            elif dice.random() < 0.5:
                body["&messageId"] = " " + body.pop("messageId") + " "
            requests.append(("/hooks/" + SECRET, json.dumps(body), 200))
            expected[kind] += 1
        if index % 40 == 3:
            body = {"mobile": FIRST_NUMBER + index, "message": "¡ baja !", "custom_field": "CC 1"}
            requests.append(("/hooks/" + SECRET, json.dumps(body, ensure_ascii=False), 200))
            expected["opted out"] += 1
        index += 1
    for number in range(malformed):
        requests.append(("/hooks/" + SECRET, "{“type2”:“read”,“messageId”:“M%d”}" % number, 200))
    for number in range(forged):
        body = json.dumps({"type2": "failed", "code": "131031", "messageId": f"M{number}"})
        requests.append((f"/hooks/{SECRET[:-1]}{'0' if number % 2 else 'f'}", body, 404))
    expected["malformed"] = malformed
    expected["forged"] = forged
    requests += requests
    dice.shuffle(requests)
    return requests, expected, index


def encoded(request, port):
    path, body, _ = request
    data = body.encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.arrived = b""
        self.expects = 0


def send_all(requests, port, connections):
    """Each connection has one request under way; returns how many answers were other than expected."""
    selector = selectors.DefaultSelector()
    waiting = iter(requests)
    wrong = collections.Counter()
    open_requests = 0

    def begin(connection):
        request = next(waiting, None)
        if request is None:
            selector.unregister(connection.socket)
            connection.socket.close()
            return 0
        connection.expects = request[2]
        connection.socket.send(encoded(request, port))
        return 1

    for _ in range(connections):
        connection = Connection(port)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        open_requests += begin(connection)
    while open_requests:
        for key, _ in selector.select(timeout=60):
            connection = key.data
            data = connection.socket.recv(65536)
            if not data:
                raise Failure("the receiver closed a connection")
            connection.arrived += data
            head, separator, rest = connection.arrived.partition(b"\r\n\r\n")
            if not separator:
                continue
            length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
            if len(rest) < length:
                continue
            connection.arrived = rest[length:]
            status = int(head[9:12])
            if status != connection.expects:
                wrong[f"{connection.expects} expected, {status} came"] += 1
            open_requests += begin(connection) - 1
    return wrong


def largest_resident_set(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) / 1024


def measure(options):
    folder = os.path.join(os.path.abspath(options.work), "webhooks")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(os.path.join(folder, "pregon.yaml"), "w", encoding="utf-8") as file:
        file.write(WORKSPACE)
    requests, expected, sends = make_events(options.events, random.Random(options.seed))
    run(options.pregon, folder, "ledger", "init")
    fill_ledger(os.path.join(folder, "ledger.sqlite"), sends)
    receiver = subprocess.Popen(
        [options.pregon, "webhooks", "--listen", "127.0.0.1:0", "--workspace", folder], text=True,
        env={**os.environ, "PREGON_WEBHOOK_SECRET": SECRET}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        listening = receiver.stdout.readline()
        port = re.search(r":(\d+)/hooks", listening)
        if not port:
            raise Failure(f"the receiver does not listen: {listening}")
        began = time.monotonic()
        wrong = send_all(requests, int(port.group(1)), options.connections)
        took = time.monotonic() - began
        peak = largest_resident_set(receiver.pid)
    finally:
        receiver.send_signal(signal.SIGTERM)
        verdict = receiver.stdout.read().strip()
        receiver.wait()
    print(f"{len(requests):,} requests, each event twice, over {options.connections} connections: {took:.1f} s, "
          f"{len(requests) / took:,.0f} a second, each durable before its answer; peak {peak:.1f} MB")
    print(verdict)
    status = json.loads(run(options.pregon, folder, "status", "--format", "json"))
    return compare(status, expected, wrong, sends, run(options.pregon, folder, "ledger", "check"))


def compare(status, expected, wrong, sends, check):
    rows = [row["evidence"] for row in status["campaigns"]]
    found = {name: sum(row[name] for row in rows) for name in ["sent", "delivered", "read", "failed"]}
    found["code 470"] = sum(row["failures"].get("470", 0) for row in rows)
    found["codes"] = sorted({code for row in rows for code in row["failures"]})
    found["accepted"] = sum(row["states"]["accepted"] for row in status["campaigns"])
    found["suppressed"] = status["suppressed_numbers"]
    found["unreadable"] = status["events"]["unreadable"]
    found["different"] = status["events"]["different"]
    found["arrivals"] = status["events"]["arrivals"]
    found["stops"] = len(status["stops"])
    taken = sum(count for kind, count in expected.items() if kind != "forged")
    wanted = {
        "sent": expected["sent"], "delivered": expected["delivered"], "read": expected["read"],
        "failed": expected["failed"], "code 470": expected["failed"], "codes": ["470"], "accepted": sends,
        "suppressed": expected["opted out"], "unreadable": expected["malformed"], "different": taken,
        "arrivals": 2 * taken, "stops": 0,
    }
    for name, value in wanted.items():
        print(f"  {name:<10} {found[name]!s:>8}  {'right' if found[name] == value else f'WRONG, must be {value}'}")
    for words, count in wrong.items():
        print(f"  {count} answers: {words}")
    if not check.strip().endswith(": sound."):
        print(f"  ledger check: {check}")
        return False
    return found == wanted and not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pregon", required=True, help="the release binary")
    parser.add_argument("--work", default=".build/bench", help="where the ledger lies (default %(default)s)")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        right = measure(options)
    except Failure as failure:
        print(f"webhooks: {failure}", file=sys.stderr)
        sys.exit(65)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
