#!/usr/bin/env python3
"""The oracle itself: a round in which everything went well, and the same one doctored in every way that it must find."""

import base64
import hashlib
import json
import os
import sqlite3
import struct
import tempfile
import unittest

import oracle

BEGAN = 1_800_000_000_000
CHAT = "573123252394-1549415611@g.us"
LINK = "https://chat.whatsapp.com/LW2ZFCPMHR9GY8jmsw59XL"
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 8
ANA, JOSE, LUZ, OUT = 573001000001, 573001000002, 573001000003, 573001000009
HEADER = "celular,nombre,valor,ciudad,documento,autorizacion\n"


def row(number, name, day="2026-01-05", city="Bogotá"):
    return f"{number},{name},$1,{city},D{str(number)[-1]},{day}\n"


def version(csv, **own):
    return {"revision": 1, "where": {}, "exclude": [], "group": None, "messages": [], "csv": HEADER + csv} | own


def manifest():
    orders = version(
        row(ANA, "Ana") + row(JOSE, "\"José, el de \"\"Cali\"\"\"") + row("5,73E+11", "Excel") + row(ANA, "Otra vez")
        + row(OUT, "Fuera") + row(573001000008, "Nadie", day="") + row(573001000007, "Luego", day="2099-01-01")
        + row(573001000006, "Lejos", city="Cali"),
        where={"ciudad": ["Bogotá"]}, exclude=[OUT],
        messages=[
            {"id": "aviso", "kind": "text", "content": "Hola {{ nombre }}, \\{{x}} {{valor|nada}}"},
            {"id": "mapa", "kind": "image", "content": "https://cdn.example.com/{{documento}}.png"}])
    dues = version(
        row(ANA, "Ana") + row(JOSE, "José"),
        messages=[{
            "id": "cobro", "kind": "template", "template": "2077", "variables": ["cobro", "{{nombre}}"],
            "file": "media/tarifas-2026.pdf"}])
    group = {
        "name": "Grupo", "welcome": "Hola", "messages": [
            {"text": "Primero"}, {"file": {"url": "https://cdn.example.com/a.jpg", "name": "a.jpg", "title": "A"}}],
        "invite": "{{nombre}}: {{group_invite_link}}"}
    first = version(row(ANA, "Ana") + row(JOSE, "José"), group=group)
    later = version(row(ANA, "Ana") + row(JOSE, "José") + row(LUZ, "Luz"), group=group)
    return {
        "today": "2026-12-01", "opted_out": [573001000005], "opt_out_words": ["BAJA"],
        "files": {"media/tarifas-2026.pdf": base64.b64encode(PDF).decode()},
        "campaigns": [
            {"name": "pedidos", "versions": [orders]}, {"name": "cobro", "versions": [dues]},
            {"name": "grupo", "versions": [first, later]}]}


def texts(kind, *values):
    return bytes([kind]) + b"".join(struct.pack("<I", len(value)) + value for value in map(str.encode, values))


def template(name):
    parts = [bytes([1]), texts(0, "2077")[1:], struct.pack("<I", 2), texts(0, "cobro", name)[1:], bytes([2])]
    digest = hashlib.sha256(PDF).digest()
    return b"".join(parts + [struct.pack("<I", 32), digest, texts(0, "tarifas-2026.pdf")[1:], bytes([0])])


def creation():
    return texts(5, "Grupo", "Hola") + struct.pack("<I", 2) + texts(0, str(ANA), str(JOSE))[1:]


def sends():
    """What the program has frozen: (campaign, message, recipient, position, line, content)."""
    jose = 'José, el de "Cali"'
    return [
        ("pedidos", "aviso", ANA, 1, "equipo", texts(2, "Hola Ana, {{x}} $1")),
        ("pedidos", "mapa", ANA, 2, "equipo", texts(3, "https://cdn.example.com/D1.png")),
        ("pedidos", "aviso", JOSE, 1, "equipo", texts(2, f"Hola {jose}, {{{{x}}}} $1")),
        ("pedidos", "mapa", JOSE, 2, "equipo", texts(3, "https://cdn.example.com/D2.png")),
        ("cobro", "cobro", ANA, 1, "cartera", template("Ana")),
        ("cobro", "cobro", JOSE, 1, "cartera", template("José")),
        ("grupo", "create", 0, 0, "equipo", creation()),
        ("grupo", "1", 0, 1, "equipo", texts(6, "Primero")),
        ("grupo", "2", 0, 2, "equipo", texts(7, "https://cdn.example.com/a.jpg", "a.jpg", "A")),
        ("grupo", "invite", LUZ, 1, "equipo", texts(2, f"Luz: {LINK}"))]


def messages():
    jose = 'José, el de "Cali"'
    media = f"fnv1a64:{fnv1a64(PDF)} length:{len(base64.b64encode(PDF))}"
    due = {"id_template": "2077", "media": media, "media_name": "tarifas-2026.pdf"}
    wire = [
        ("message", ANA, {"phone": str(ANA), "text": "Hola Ana, {{x}} $1"}),
        ("message", ANA, {"phone": str(ANA), "text": "https://cdn.example.com/D1.png"}),
        ("message", JOSE, {"phone": str(JOSE), "text": f"Hola {jose}, {{{{x}}}} $1"}),
        ("message", JOSE, {"phone": str(JOSE), "text": "https://cdn.example.com/D2.png"}),
        ("send", ANA, due | {
            "mobile": str(ANA), "template_variables": "[cobro] [Ana]", "custom_field": f"cobro/1/once/cobro/{ANA}"}),
        ("send", JOSE, due | {
            "mobile": str(JOSE), "template_variables": "[cobro] [José]", "custom_field": f"cobro/1/once/cobro/{JOSE}"}),
        ("group", CHAT, {"phones": f'"{ANA}", "{JOSE}"', "groupName": "Grupo", "text": "Hola"}),
        ("group_message", CHAT, {"chatId": CHAT, "text": "Primero"}),
        ("group_file", CHAT, {
            "chatId": CHAT, "text": "a.jpg", "adjunto": "https://cdn.example.com/a.jpg", "titulo": "A"}),
        ("message", LUZ, {"phone": str(LUZ), "text": f"Luz: {LINK}"})]
    return [
        {"at": "2027-01-15T08:00:00.500Z", "operation": operation, "to": str(to), "fields": fields, "id": f"id-{n}", "n": n}
        for n, (operation, to, fields) in enumerate(wire, 1)]


def fnv1a64(data):
    value = 14695981039346656037
    for byte in data:
        value = (value ^ byte) * 1099511628211 % 2**64
    return f"{value:016x}"


def event(kind, number, message_id="id-5", status=200, **own):
    return {"at": "2027-01-15T08:00:00.400Z", "event": "webhook", "kind": kind, "to": str(number),
            "message_id": message_id, "status": status} | own


class OracleTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        os.makedirs(os.path.join(self.folder, "workspace", ".pregon"))
        self.manifest, self.messages, self.events, self.status = manifest(), messages(), [], None
        self.database = sqlite3.connect(os.path.join(self.folder, "workspace", ".pregon", "ledger.sqlite"))
        self.addCleanup(self.database.close)
        self.database.executescript("""
            CREATE TABLE sends (id INTEGER PRIMARY KEY, campaign, revision, occurrence, message, recipient, position, line,
                state, reason, message_id, attempts, content);
            CREATE TABLE attempts (id INTEGER PRIMARY KEY, send, began_wall);
            CREATE TABLE groups (campaign, chat_id, invite_link);""")
        for number, (campaign, message, recipient, position, line, content) in enumerate(sends(), 1):
            self.database.execute(
                "INSERT INTO sends VALUES (?, ?, 1, 'once', ?, ?, ?, ?, 'accepted', NULL, ?, 1, ?)",
                (number, campaign, message, recipient, position, line, f"id-{number}", content))
            self.database.execute("INSERT INTO attempts (send, began_wall) VALUES (?, ?)", (number, BEGAN + 400))
        self.database.execute("INSERT INTO groups VALUES ('grupo', ?, ?)", (CHAT, LINK))

    def doctor(self, sql, *values):
        self.assertGreater(self.database.execute(sql, values).rowcount, 0, "nothing was doctored")

    def found(self, is_final=True):
        self.database.commit()
        with open(os.path.join(self.folder, "manifest.json"), "w", encoding="utf-8") as file:
            json.dump(self.manifest, file)
        with open(os.path.join(self.folder, "gateway.jsonl"), "w", encoding="utf-8") as file:
            for entry in self.messages + self.events:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.write("{\"at\":")
        if self.status is not None:
            with open(os.path.join(self.folder, "status.json"), "w", encoding="utf-8") as file:
                json.dump(self.status, file)
        return [kind for kind, _ in oracle.judge(self.folder, is_final).findings]

    def expect(self, *kinds, is_final=True):
        self.assertEqual(sorted(set(self.found(is_final))), sorted(kinds))

    def of(self, campaign, states, line):
        return {"campaign": campaign, "revision": 1, "line": line, "sends": sum(states.values()), "states": states}

    # Nothing to find.

    def test_a_good_round_has_no_findings(self):
        self.status = {"campaigns": [
            self.of("pedidos", {"accepted": 4, "planned": 0}, "equipo"), self.of("cobro", {"accepted": 2}, "cartera"),
            self.of("grupo", {"accepted": 4}, "equipo")]}
        self.expect()

    def test_a_doubt_is_allowed_until_the_end_and_what_follows_it_may_wait(self):
        self.doctor("UPDATE sends SET state = 'in_doubt', reason = 'no reply' WHERE id = 1")
        self.doctor("DELETE FROM sends WHERE id = 2")
        self.messages.pop(1)
        self.expect(is_final=False)
        self.expect(oracle.LOST)

    def test_who_opts_out_need_not_get_the_rest(self):
        self.doctor("UPDATE sends SET state = 'suppressed', reason = 'opted out', attempts = 0 WHERE id = 2")
        self.doctor("DELETE FROM attempts WHERE send = 2")
        self.doctor("UPDATE attempts SET began_wall = ? WHERE send IN (1, 5)", BEGAN)
        self.messages.pop(1)
        self.expect(oracle.LOST)
        self.events.append(event("reply", ANA, text=" baja "))
        self.expect()

    def test_what_was_edited_away_need_not_arrive(self):
        versions = self.manifest["campaigns"][1]["versions"]
        versions.append(version(row(ANA, "Ana"), messages=versions[0]["messages"]))
        self.doctor("UPDATE sends SET state = 'cancelled', reason = 'left' WHERE id = 6")
        self.messages.pop(5)
        self.expect()

    # Doctored.

    def test_a_message_that_was_accepted_twice(self):
        self.messages.append(self.messages[4] | {"id": "id-11", "n": 11})
        self.expect(oracle.TWICE, oracle.CONTENT)

    def test_a_group_that_was_made_twice(self):
        self.messages.append(self.messages[6] | {"id": "id-11", "n": 11, "to": CHAT.replace("11@", "12@")})
        self.assertIn(oracle.TWICE, self.found())

    def test_a_false_acceptance(self):
        self.messages.pop(5)
        self.expect(oracle.FALSE)

    def test_a_row_that_is_gone(self):
        self.doctor("DELETE FROM sends WHERE id = 6")
        self.messages.pop(5)
        self.expect(oracle.LOST)

    def test_a_row_that_is_gone_before_the_end(self):
        self.doctor("DELETE FROM sends WHERE id = 6")
        self.messages.pop(5)
        self.expect(oracle.LOST, is_final=False)

    def test_a_message_that_the_ledger_does_not_know(self):
        self.doctor("DELETE FROM sends WHERE id = 6")
        self.expect(oracle.LOST, oracle.STRAY)

    def test_an_invitation_that_nobody_sent(self):
        self.doctor("DELETE FROM sends WHERE id = 10")
        self.messages.pop(9)
        self.expect(oracle.LOST)

    def test_each_state_that_denies_what_was_taken(self):
        for state in sorted(oracle.UNSENT):
            with self.subTest(state):
                self.doctor("UPDATE sends SET state = ?, reason = 'x' WHERE id = 6", state)
                self.assertIn(oracle.DENIED, self.found())

    def test_each_state_that_is_no_end(self):
        self.messages.pop(5)
        for state in ("planned", "inflight", "in_doubt", "refused", "cancelled", "expired", "suppressed"):
            with self.subTest(state):
                self.doctor("UPDATE sends SET state = ?, reason = 'x' WHERE id = 6", state)
                self.expect(oracle.LOST)

    def test_a_state_without_a_reason(self):
        self.doctor("UPDATE sends SET state = 'in_doubt' WHERE id = 6")
        self.expect(oracle.REASON, is_final=False)

    def test_each_ineligible_person_that_gets_something(self):
        # Excluded, without consent, with a future one, of another city, opted out, and in no file at all.
        for number in (OUT, 573001000008, 573001000007, 573001000006, 573001000005, 573009999999):
            with self.subTest(number):
                self.messages = messages() + [self.messages[0] | {
                    "n": 11, "id": "id-11", "to": str(number), "fields": {"phone": str(number), "text": "Hola, {{x}} $1"}}]
                self.expect(oracle.STRAY)

    def test_an_ineligible_row_in_the_ledger(self):
        self.doctor("INSERT INTO sends SELECT 11, campaign, 1, 'once', message, ?, 1, line, 'planned', NULL, NULL, 0, content"
                    " FROM sends WHERE id = 1", OUT)
        self.expect(oracle.STRAY, is_final=False)

    def test_another_text_than_was_written(self):
        self.messages[0]["fields"]["text"] = "Hola Ana, {{x}} $2"
        self.expect(oracle.FALSE, oracle.STRAY)

    def test_another_persons_text(self):
        self.messages[4]["fields"]["template_variables"] = "[cobro] [José]"
        self.expect(oracle.FALSE, oracle.STRAY)

    def test_other_media(self):
        self.messages[4]["fields"]["media"] = "fnv1a64:0000000000000000 length:2744"
        self.expect(oracle.FALSE, oracle.STRAY)

    def test_another_version_than_was_frozen(self):
        versions = self.manifest["campaigns"][0]["versions"]
        old = [message | {"content": message["content"].replace("Hola", "Buenas")} for message in versions[0]["messages"]]
        versions.insert(0, versions[0] | {"messages": old})
        self.messages[0]["fields"]["text"] = "Buenas Ana, {{x}} $1"
        self.expect(oracle.CONTENT)

    def test_another_messages_identifier(self):
        self.doctor("UPDATE sends SET message_id = 'id-6' WHERE id = 5")
        self.expect(oracle.CONTENT)

    def test_content_that_cannot_be_read(self):
        self.doctor("UPDATE sends SET content = x'02ff000000' WHERE id = 1")
        self.expect(oracle.CONTENT)

    def test_another_group_and_another_link(self):
        self.messages[7]["to"] = CHAT.replace("11@", "12@")
        self.expect(oracle.CONTENT)
        self.messages = messages()
        self.doctor("UPDATE groups SET invite_link = 'https://chat.whatsapp.com/AAAAAAAAAAAAAAAAAAAAAA'")
        self.expect(oracle.CONTENT)

    def test_messages_out_of_order(self):
        self.messages[0], self.messages[1] = self.messages[1], self.messages[0]
        self.expect(oracle.ORDER)

    def test_a_request_before_its_attempt(self):
        self.doctor("UPDATE attempts SET began_wall = ? WHERE send = 3", BEGAN + 501)
        self.expect(oracle.UNDURABLE)
        self.doctor("DELETE FROM attempts WHERE send = 3")
        self.expect(oracle.UNDURABLE)

    def test_an_attempt_after_an_opt_out(self):
        self.events.append(event("reply", ANA, text="BAJA"))
        self.expect()
        self.doctor("UPDATE attempts SET began_wall = ? WHERE send = 2", BEGAN + 401)
        self.expect(oracle.OPTED_OUT)
        # What could not be read, or was never taken in, binds nobody.
        self.events[0]["form"] = "unreadable"
        self.expect()
        self.events[0]["form"] = "plain"
        self.events[0]["status"] = 503
        self.expect()

    def test_sums_that_are_wrong(self):
        good = [
            self.of("pedidos", {"accepted": 4}, "equipo"), self.of("cobro", {"accepted": 2}, "cartera"),
            self.of("grupo", {"accepted": 4}, "equipo")]
        for wrong in (good[:2], good[1:] + [self.of("pedidos", {"accepted": 3, "in_doubt": 1}, "equipo")],
                      good[1:] + [good[0] | {"sends": 5}]):
            self.status = {"campaigns": wrong}
            self.expect(oracle.SUMS)

    def test_a_redirect_that_was_followed(self):
        self.events.append({"at": "2027-01-15T08:00:00.400Z", "event": "redirect-followed", "path": "/redirected/x"})
        self.expect(oracle.REDIRECT)


if __name__ == "__main__":
    unittest.main()
