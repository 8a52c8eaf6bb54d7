"""The two sides of a round as they lie on disk: the gateways' log and the ledger's file, read here and nowhere else."""

import collections
import hashlib
import json
import sqlite3
import struct

import expectation

Row = collections.namedtuple("Row", "id key position line state reason message_id attempts content")


class GatewayLog:
    """What `pregon simulate --log` has written: accepted messages, and events that are no messages."""

    def __init__(self, path):
        self.messages = []
        self.events = []
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                try:
                    entry = json.loads(line)
                except ValueError:
                    # A simulator that was killed in the middle of a line has not answered.
                    continue
                (self.events if "event" in entry else self.messages).append(entry)


class Ledger:
    """The ledger's SQLite file, opened for reading alone."""

    def __init__(self, path):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10) as database:
            self.rows = [
                Row(row[0], (row[1], row[2], row[4], row[5]), *row[6:13])
                for row in database.execute(
                    "SELECT id, campaign, revision, occurrence, message, recipient, position, line, state, reason,"
                    " message_id, attempts, content FROM sends ORDER BY id")]
            self.attempts = collections.defaultdict(list)
            for send, began in database.execute("SELECT send, began_wall FROM attempts ORDER BY id"):
                self.attempts[send].append(began)
            self.groups = {
                campaign: (chat, link)
                for campaign, chat, link in database.execute("SELECT campaign, chat_id, invite_link FROM groups")}
        database.close()

    def states(self):
        return collections.Counter(row.state for row in self.rows)


class ServerLedger:
    """The same of a ledger on a PostgreSQL server, by `psql`."""

    def __init__(self, cluster, database):
        def read(sql):
            return cluster.rows(database, sql)

        self.rows = [
            Row(
                row["id"], (row["campaign"], row["revision"], row["message"], row["recipient"]), row["position"],
                row["line"], row["state"], row["reason"], row["message_id"], row["attempts"],
                bytes.fromhex(row["content"]))
            for row in read(
                "SELECT id, campaign, revision, message, recipient, position, line, state, reason, message_id, attempts,"
                " encode(content, 'hex') AS content FROM sends ORDER BY id")]
        self.attempts = collections.defaultdict(list)
        # Every attempt as (the line's number, when it began).
        self.begun = []
        for row in read("SELECT send, sender, began_wall FROM attempts ORDER BY id"):
            self.attempts[row["send"]].append(row["began_wall"])
            self.begun.append((row["sender"], row["began_wall"]))
        self.groups = {
            row["campaign"]: (row["chat_id"], row["invite_link"])
            for row in read("SELECT campaign, chat_id, invite_link FROM groups")}

    def states(self):
        return collections.Counter(row.state for row in self.rows)


class Unreadable(Exception):
    """Stored content that is not what the ledger's format says."""


class _Reader:
    """Kind bytes, and fields of a 32-bit little-endian length and their bytes."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        if self.at + count > len(self.data):
            raise Unreadable("cut short")
        self.at += count
        return self.data[self.at - count:self.at]

    def kind(self):
        return self.take(1)[0]

    def count(self):
        return struct.unpack("<I", self.take(4))[0]

    def text(self):
        return self.take(self.count()).decode()

    def texts(self):
        return [self.text() for _ in range(self.count())]


def stored_fields(row, files):
    """What a send's frozen content must look like on the wire, as (operation, fields)."""
    reader = _Reader(row.content)
    kind = reader.kind()
    campaign, revision, message, recipient = row.key
    if kind == 1:
        fields = {"id_template": reader.text(), "mobile": str(recipient)}
        fields["template_variables"] = " ".join(f"[{value}]" for value in reader.texts())
        media = reader.kind()
        if media == 1:
            fields["media"] = reader.text()
        elif media == 2:
            digest, name = reader.take(reader.count()), reader.text()
            data = next((data for data in files.values() if hashlib.sha256(data).digest() == digest), None)
            if data is None:
                raise Unreadable("a hash of no file")
            fields |= expectation.media_fields(data, name)
        own = reader.text() if reader.kind() == 1 else ""
        fields["custom_field"] = own or f"{campaign}/{revision}/once/{message}/{recipient}"
        return "send", fields
    if kind in (2, 3, 4):
        return "message", {"phone": str(recipient), "text": reader.text()}
    if kind == 5:
        name, welcome = reader.text(), reader.text()
        phones = ", ".join(f'"{number}"' for number in reader.texts())
        return "group", {"phones": phones, "groupName": name, "text": welcome}
    if kind == 6:
        return "group_message", {"text": reader.text()}
    if kind == 7:
        address, name, title = reader.text(), reader.text(), reader.text()
        return "group_file", {"text": name, "adjunto": address, "titulo": title}
    raise Unreadable(f"kind {kind}")
