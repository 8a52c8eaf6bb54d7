"""Makes a workspace at random: its files, and the manifest by which the oracle knows what they ought to come to."""

import base64
import csv
import io
import json
import os

NAMES = [
    "Ana", "José Ñáñez", "María del Mar", "Luz \"Lucha\" Díaz", "Iván, el de Cali", "Ömer", "Zoë 🎉", "O'Higgins", "Åsa",
    "Nicolás y Cía.", "100% Real", "a&b=c+d", "Tab\u00a0Ella"]
CITIES = ["Bogotá", "Medellín", "Cali"]
HEADER = ["celular", "nombre", "valor", "ciudad", "documento", "autorizacion"]
DAY = "2026-01-05"
OPT_OUT_WORDS = ["BAJA"]

CONTACTO_LINES = ["cartera", "cobros"]
SETAPP_LINES = ["equipo", "tienda"]
SECRETS = {
    "CONTACTO_LOGIN": "demo", "CONTACTO_TOKEN": "demo-contacto", "SETAPP_CLIENT": "00363",
    "SETAPP_TOKEN": "AbCdEfGhIjKlMnOpQrSt"}


def quoted(value):
    """A YAML scalar in double quotes; JSON's are the same."""
    return json.dumps(value, ensure_ascii=False)


class Workspace:
    """The files of one round. An edit writes a new version and keeps the old one in the manifest: what was sent before
    the edit was right then."""

    def __init__(self, folder, origin, dice, today):
        self.folder, self.dice = folder, dice
        self.people = {}
        self.next_number = 573_001_000_000 + dice.randrange(1000) * 1000
        self.opted_out = []
        self.manifest = {
            "today": today, "opt_out_words": OPT_OUT_WORDS, "opted_out": self.opted_out, "files": {}, "campaigns": []}
        os.makedirs(os.path.join(folder, "audiences"))
        os.makedirs(os.path.join(folder, "media"))
        # People whom several campaigns write to, so that an opt-out in one has to hold in the others.
        shared = [self._person() for _ in range(dice.randint(20, 45))]
        self.opted_out += [person["number"] for person in dice.sample(shared, 2)]
        self._write("audiences/bajas.csv", "celular\n" + "".join(f"{number}\n" for number in self.opted_out))
        self._write("pregon.yaml", self._settings(origin))
        kinds = ["setapp", "contacto", "group"] + dice.choices(["setapp", "contacto"], k=dice.randint(0, 2))
        for index, kind in enumerate(kinds):
            members = [self._person() for _ in range(dice.randint(3, 6))] if kind == "group" else shared
            self._campaign(f"{kind}-{index}", kind, members)
        self.save()

    def lines(self):
        return CONTACTO_LINES + SETAPP_LINES

    def names(self):
        return [campaign["name"] for campaign in self.manifest["campaigns"]]

    def save(self):
        """Beside the workspace, and whole or not at all."""
        path = os.path.join(os.path.dirname(self.folder), "manifest.json")
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.manifest, file, ensure_ascii=False, indent=1)
        os.replace(path + ".new", path)

    # Edits, as somebody makes them while a campaign is being sent.

    def edit(self):
        """Edits one campaign; returns what was done."""
        campaign = self.dice.choice(self.manifest["campaigns"])
        kind = "rows" if campaign["kind"] == "group" else self.dice.choice(["rows", "texts", "revision"])
        version = json.loads(json.dumps(campaign["versions"][-1]))
        if kind == "rows":
            table = list(csv.reader(io.StringIO(version["csv"])))
            rows = table[1:]
            for _ in range(min(self.dice.randint(0, 3), len(rows) - 3)):
                rows.pop(self.dice.randrange(len(rows)))
            rows += [self._cells(self._person()) for _ in range(self.dice.randint(1, 4))]
            version["csv"] = self._table(rows)
        else:
            version["revision"] += kind == "revision"
            version["edition"] += 1
            version["messages"] = self._messages(campaign["name"], campaign["kind"], version)
        campaign["versions"].append(version)
        # The manifest first: a version that is known too early excuses nothing, one that is known too late would.
        self.save()
        self._write_campaign(campaign)
        return f"edited {campaign['name']}: {kind}"

    # Making.

    def _person(self):
        self.next_number += self.dice.randint(1, 3)
        number = self.next_number
        self.people[number] = {
            "number": number, "nombre": self.dice.choice(NAMES), "valor": f"${self.dice.randint(1, 999)}.000",
            "ciudad": self.dice.choice(CITIES[:2])}
        return self.people[number]

    def _campaign(self, name, kind, members):
        lines = CONTACTO_LINES if kind == "contacto" else SETAPP_LINES
        version = {
            "revision": 1, "edition": 1, "where": {}, "exclude": [],
            "csv": self._table(self._rows(members, is_group=kind == "group")), "group": None, "messages": []}
        if kind == "group":
            version["group"] = self._group(name)
        else:
            if self.dice.random() < 0.5:
                version["where"] = {"ciudad": CITIES[:2]}
            if self.dice.random() < 0.5:
                version["exclude"] = [person["number"] for person in self.dice.sample(members, 2)]
                self._write(
                    f"audiences/{name}-fuera.csv",
                    "celular\n" + "".join(f"{number}\n" for number in version["exclude"]))
        campaign = {
            "name": name, "kind": kind, "versions": [version],
            "lines": lines if kind != "group" and self.dice.random() < 0.5 else [self.dice.choice(lines)]}
        # Which kinds of messages it has is decided once: an edit must not make another message of one.
        campaign["shapes"] = [
            self.dice.choice(["text", "image", "document"] if kind == "setapp" else ["none", "url", "file"])
            for _ in range(self.dice.randint(1, 3) if kind != "group" else 0)]
        self.manifest["campaigns"].append(campaign)
        version["messages"] = self._messages(name, kind, version)
        self._write_campaign(campaign)

    def _messages(self, name, kind, version):
        campaign = next(one for one in self.manifest["campaigns"] if one["name"] == name)
        # Every text says which it is, so that no two are alike: alike ones are kept two minutes apart.
        mark = f"{name} r{version['revision']} e{version['edition']}"
        made = []
        for index, shape in enumerate(campaign["shapes"], 1):
            message = {"id": f"m{index}", "kind": "template" if kind == "contacto" else shape}
            place = f"{mark} m{index}".replace(" ", "-")
            if kind == "contacto":
                message |= self._template(shape, place)
            elif shape == "text":
                message["content"] = self.dice.choice([
                    "Hola *{{nombre}}*,\n%s: {{valor|nada}} y \\{{esto}}.", "%s: {{ nombre }} debe {{valor}}",
                    "Buenas, {{nombre|vecino}} 👋 %s"]) % place
            else:
                message["content"] = f"https://cdn.example.com/{place}/{{{{documento}}}}." + {
                    "image": "png", "document": "pdf"}[shape]
            made.append(message)
        return made

    def _template(self, shape, place):
        message = {"template": self.dice.choice(["1042", "2077", "3001"])}
        values = [place, "{{nombre}}", "{{valor|cero}}"]
        message["variables"] = values[:{"1042": 3, "2077": 2, "3001": 1}[message["template"]]]
        if shape == "url":
            message["url"] = f"https://files.example.com/{place}/{{{{documento}}}}.pdf"
        elif shape == "file":
            message["file"] = f"media/{place}.pdf"
            # On both sides of the length from which the log shows a hash in a file's place.
            data = b"%PDF-1.4\n" + self.dice.randbytes(self.dice.choice([200, 5000]))
            self.manifest["files"][message["file"]] = base64.b64encode(data).decode()
            with open(os.path.join(self.folder, message["file"]), "wb") as file:
                file.write(data)
        if self.dice.random() < 0.3:
            message["custom_field"] = f"{place} {{{{documento}}}}"
        return message

    def _group(self, name):
        return {
            "name": f"Grupo {name}", "welcome": f"Bienvenidos a {name}",
            "messages": [
                {"text": f"Primer aviso de {name}"},
                {"file": {"url": f"https://cdn.example.com/{name}.jpg", "name": f"{name}.jpg", "title": "Foto"}}],
            "invite": f"Hola {{{{nombre}}}}, {name}: {{{{group_invite_link}}}}"}

    def _rows(self, members, is_group):
        rows = [self._cells(person) for person in members]
        if is_group:
            return rows
        for _ in range(self.dice.randint(3, 8)):
            rows.insert(self.dice.randrange(len(rows) + 1), self._bad_row(members))
        return rows

    def _cells(self, person):
        number = person["number"]
        return [str(number), person["nombre"], person["valor"], person["ciudad"], f"D{number % 1_000_000}", DAY]

    def _bad_row(self, members):
        """A row that gets nothing; also a second row of a good number, which the first one outdoes or not."""
        cells = self._cells(self._person())
        kind = self.dice.choice(
            ["short", "excel", "foreign", "no consent", "bad date", "future", "double", "filter", "overfull", "empty",
             "long"])
        if kind in ("short", "excel", "foreign"):
            cells[0] = {"short": cells[0][:9], "excel": "5,73E+11", "foreign": "1" + cells[0][1:]}[kind]
        elif kind in ("no consent", "bad date", "future"):
            cells[5] = {"no consent": "", "bad date": "ayer", "future": "2099-01-01"}[kind]
        elif kind == "double":
            cells = self._cells(self.dice.choice(members))
            cells[1] = "Segunda vez"
        elif kind == "filter":
            cells[3] = CITIES[2]
        elif kind == "overfull":
            cells.append("de más")
        elif kind == "empty":
            cells[1] = cells[2] = ""
        else:
            cells[1] = ("muy " * 260).strip()
        return cells

    @staticmethod
    def _table(rows):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([HEADER] + rows)
        return text.getvalue()

    # Writing.

    def _write(self, name, text):
        """In one step, as git checks a file out: nobody reads half of one."""
        path = os.path.join(self.folder, name)
        with open(path + "~", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(path + "~", path)

    def _write_campaign(self, campaign):
        name, version = campaign["name"], campaign["versions"][-1]
        self._write(f"audiences/{name}.csv", version["csv"])
        text = [
            f"campaign: {name}", "version: 1", "category: utility", f"lines: [{', '.join(campaign['lines'])}]",
            f"revision: {version['revision']}", "audience:", f"  file: audiences/{name}.csv", "  phone: celular",
            "  opt_in: autorizacion"]
        if version["where"]:
            text.append(f"  where: {{ciudad: [{', '.join(version['where']['ciudad'])}]}}")
        if version["exclude"]:
            text.append(f"  exclude: [audiences/{name}-fuera.csv]")
        if version["messages"]:
            text.append("messages:")
        for message in version["messages"]:
            text.append(f"  - id: {message['id']}")
            if message["kind"] != "template":
                text.append(f"    {message['kind']}: {quoted(message['content'])}")
                continue
            text.append(f"    template: {quoted(message['template'])}")
            text.append(f"    variables: [{', '.join(map(quoted, message['variables']))}]")
            for medium in ("url", "file"):
                if medium in message:
                    text.append(f"    media: {{{medium}: {quoted(message[medium])}}}")
            if "custom_field" in message:
                text.append(f"    custom_field: {quoted(message['custom_field'])}")
        if version["group"]:
            group = version["group"]
            file = group["messages"][1]["file"]
            text += [
                "group:", f"  name: {quoted(group['name'])}", f"  welcome: {quoted(group['welcome'])}", "  messages:",
                f"    - text: {quoted(group['messages'][0]['text'])}", "    - file:",
                f"        url: {quoted(file['url'])}", f"        name: {quoted(file['name'])}",
                f"        title: {quoted(file['title'])}", f"  invite: {quoted(group['invite'])}"]
        self._write(f"{name}.yaml", "\n".join(text) + "\n")

    def _settings(self, origin):
        text = ["version: 1", "ledger: sqlite:.pregon/ledger.sqlite", "lines:"]
        for index, line in enumerate(CONTACTO_LINES):
            text += [
                f"  {line}:", "    gateway: contacto", "    login: ${CONTACTO_LOGIN}", "    token: ${CONTACTO_TOKEN}",
                f"    number: \"57300520200{index}\"", "    rate: free", f"    url: {origin}/contacto/",
                f"    encoding: {self.dice.choice(['form', 'multipart'])}"]
        for index, line in enumerate(SETAPP_LINES):
            text += [
                f"  {line}:", "    gateway: setapp", "    client: ${SETAPP_CLIENT}", "    token: ${SETAPP_TOKEN}",
                f"    number: \"57300520210{index}\"", "    rate: free", "    delay: 0s",
                f"    encoding: {self.dice.choice(['form', 'query'])}", "    endpoints:"]
            for operation in ("message", "group", "group_message", "group_file"):
                text.append(f"      {operation}: {origin}/setapp/{operation}")
        text += [
            "sending:", "  law: none", "  hours: 00:00-24:00", "  days: [mon, tue, wed, thu, fri, sat, sun]",
            "  holidays: none", f"  stop_after_failures: {self.dice.choice([3, 20, 1000])}", "opt_out:",
            f"  words: [{', '.join(OPT_OUT_WORDS)}]", "  lists: [audiences/bajas.csv]"]
        return "\n".join(text) + "\n"
