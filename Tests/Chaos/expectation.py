"""What ought to reach whom, worked out from the files that were written, without a line of the program's own code.

In: the manifest of a workspace (campaigns.py writes it): for every campaign the versions of its file and of its CSV,
oldest first. Out: for every message that may ever arrive the fields that it must arrive with, and which of them must
have arrived in the end. A send's key is (campaign, revision, message, recipient); recipient 0 is the group.
"""

import base64
import csv
import datetime
import io
import re

LINK = re.compile(r"https://chat\.whatsapp\.com/[0-9A-Za-z]{22}")
LINK_PLACE = "{{group_invite_link}}"
PLACEHOLDER = re.compile(r"\\\{\{|\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}")
LONGEST_TEXT = 1000
LONGEST_LOGGED_MEDIA = 2048


class Empty(Exception):
    """A placeholder without a default meets an empty cell."""


def fill(text, cells):
    """The text with its placeholders filled; `\\{{` stands for two braces."""

    def value(match):
        if match.group(1) is None:
            return "{{"
        if match.group(1) == "group_invite_link":
            return LINK_PLACE
        cell = cells[match.group(1)]
        if cell.strip():
            return cell
        if match.group(2) is None:
            raise Empty(match.group(1))
        return match.group(2)

    return PLACEHOLDER.sub(value, text)


def length(text):
    """UTF-16 units, the strictest reading of "characters"."""
    return len(text.encode("utf-16-le")) // 2


def people(version, opted_out, today):
    """The eligible rows as (number, cells), in the file's order; format.md says who gets nothing."""
    table = list(csv.reader(io.StringIO(version["csv"])))
    header, found, seen = table[0], [], set()
    for row in table[1:]:
        cells = dict(zip(header, row + [""] * len(header)))
        if any(cells[column] not in values for column, values in version["where"].items()):
            continue
        if any(cell.strip() for cell in row[len(header):]):
            continue
        if not re.fullmatch(r"57[0-9]{10}", cells["celular"].strip()):
            continue
        number = int(cells["celular"])
        if number in seen:
            continue
        seen.add(number)
        try:
            agreed = datetime.date.fromisoformat(cells["autorizacion"].strip())
        except ValueError:
            continue
        if agreed > today or number in version["exclude"] or number in opted_out:
            continue
        found.append((number, cells))
    return found


def fnv1a64(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def media_fields(data, name):
    """A file as the gateway's log shows it: long ones by the hash of their bytes."""
    encoded = base64.b64encode(data).decode()
    if len(encoded) > LONGEST_LOGGED_MEDIA:
        encoded = f"fnv1a64:{fnv1a64(data)} length:{len(encoded)}"
    return {"media": encoded, "media_name": name}


def signature(operation, fields):
    """What tells two messages apart: what was asked of the gateway, but for the address of a group, which the gateway
    itself has chosen, and the link to it."""
    own = {name: LINK.sub(LINK_PLACE, value) for name, value in fields.items() if name != "chatId"}
    return operation, tuple(sorted(own.items()))


class Expectation:
    """Built once for each look at a round, because files are edited in its middle."""

    def __init__(self, manifest):
        self.today = datetime.date.fromisoformat(manifest["today"])
        self.files = {name: base64.b64decode(data) for name, data in manifest["files"].items()}
        self.opted_out = set(manifest["opted_out"])
        self.opt_out_words = {word.casefold() for word in manifest["opt_out_words"]}
        self.key_of = {}
        self.position = {}
        self.required = set()
        # Of campaigns with a group: who is eligible in the end, for the invitations of those who joined later.
        self.members = {}
        for campaign in manifest["campaigns"]:
            last = len(campaign["versions"]) - 1
            for index, version in enumerate(campaign["versions"]):
                self._add(campaign["name"], version, is_last=index == last)

    def contents_of(self, key):
        return [content for content, owner in self.key_of.items() if owner == key]

    def knows(self, key):
        return key in self.position

    def _add(self, campaign, version, is_last):
        found = people(version, self.opted_out, self.today)
        revision = version["revision"]
        group = version.get("group")
        for number, cells in found:
            try:
                contents = [
                    self._content(message, cells, f"{campaign}/{revision}/once/{message['id']}/{number}")
                    for message in version["messages"]]
                invitation = fill(group["invite"], cells) if group else ""
            except Empty:
                continue
            if any(length(fields.get("text", "")) > LONGEST_TEXT for _, fields in contents):
                continue
            if is_last and group:
                self.members.setdefault(campaign, (revision, []))[1].append(number)
            for position, (message, (operation, fields)) in enumerate(zip(version["messages"], contents), 1):
                key = (campaign, revision, message["id"], number)
                self._allow(key, position, operation, fields, is_last)
            if group:
                self._allow(
                    (campaign, revision, "invite", number), len(contents) + 1, "message",
                    {"phone": str(number), "text": invitation}, False)
        if group:
            listed = [str(number) for number, cells in found if not self._is_unfillable(group, cells)]
            self._add_group(campaign, revision, group, listed, is_last)

    @staticmethod
    def _is_unfillable(group, cells):
        try:
            fill(group["invite"], cells)
        except Empty:
            return True
        return False

    def _add_group(self, campaign, revision, group, listed, is_last):
        creation = {
            "phones": ", ".join(f'"{number}"' for number in listed), "groupName": group["name"],
            "text": group["welcome"]}
        self._allow((campaign, revision, "create", 0), 0, "group", creation, is_last)
        for position, message in enumerate(group["messages"], 1):
            key = (campaign, revision, str(position), 0)
            if "text" in message:
                self._allow(key, position, "group_message", {"text": message["text"]}, is_last)
            else:
                file = message["file"]
                fields = {"text": file["name"], "adjunto": file["url"], "titulo": file["title"]}
                self._allow(key, position, "group_file", fields, is_last)

    def _content(self, message, cells, key):
        phone = cells["celular"].strip()
        if message["kind"] != "template":
            return "message", {"phone": phone, "text": fill(message["content"], cells)}
        fields = {
            "id_template": message["template"], "mobile": phone,
            "template_variables": " ".join(f"[{fill(value, cells)}]" for value in message["variables"])}
        if "url" in message:
            fields["media"] = fill(message["url"], cells)
        if "file" in message:
            fields |= media_fields(self.files[message["file"]], message["file"].rsplit("/", 1)[-1])
        fields["custom_field"] = fill(message["custom_field"], cells) if "custom_field" in message else key
        return "send", fields

    def _allow(self, key, position, operation, fields, is_required):
        content = signature(operation, fields)
        owner = self.key_of.setdefault(content, key)
        if owner != key:
            raise ValueError(f"{key} and {owner} cannot be told apart: the workspace was made badly")
        self.position[key] = position
        if is_required:
            self.required.add(key)
