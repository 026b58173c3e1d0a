"""Pages and their forms as a browser reads them, and requests that are badly made of them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin

from tests.house.fuzzing.values import NUMBERED


@dataclass(slots=True)
class Field:
    """A control of a form; `values` are what it offers, `given` what the page has put into it."""

    name: str
    kind: str
    given: list[str]
    values: list[str] = field(default_factory=list)
    required: bool = False
    least: str = ""

    def good(self, known):
        """What a person who fills the form well would send, as a list of values; `known` by field's name."""
        offered = [value for value in self.values if value]
        if self.kind in ("hidden", "submit"):
            return self.given
        if self.kind in ("select", "radio", "checkbox"):
            usual = self.required or self.name in ("declared", "projekt", "channels")
            wanted = usual if self.kind == "checkbox" or "" in self.values else True
            return self.given if any(self.given) else offered[:1] if wanted else []
        if any(self.given):
            return self.given
        last = self.name.rpartition("-")[2]
        if last in known:
            return [known[last]]
        if re.search("amount|cost|kwota", last):
            return ["1000,00"]
        usual = {
            "date": "2027-10-08",
            "datetime-local": "2027-10-12T10:00",
            "email": "a@x.example",
            "number": self.least or "1",
        }
        return [usual.get(self.kind, "Tekst")]


@dataclass(slots=True)
class Form:
    """A form on a page."""

    page: str
    action: str
    method: str
    multipart: bool
    fields: list[Field] = field(default_factory=list)
    known: dict = field(default_factory=dict)
    # How it is answered when it is filled well.
    answer: int = 0
    # Names that the view reads and the page does not show.
    heard: list[str] = field(default_factory=list)

    @property
    def kind(self):
        """Forms of one kind differ in numbers alone."""
        names = tuple(sorted({NUMBERED.sub("N", one.name) for one in self.fields}))
        return NUMBERED.sub("N", self.action), self.method, names

    @property
    def good(self):
        """The fields as pairs, filled well."""
        return [
            (one.name, value) for one in self.fields if one.kind != "file" for value in one.good(self.known)
        ]


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, path, text):
        super().__init__()
        self.path, self.links, self.forms = path, [], []
        self._form = self._select = self._area = None
        self._loose = []
        self.feed(text)
        for owner, attrs in self._loose:
            for form, known in self.forms:
                if known == owner:
                    form.fields.append(self._input(attrs))

    def handle_starttag(self, tag, attrs):
        attrs = {key: value or "" for key, value in attrs}
        if tag == "a" and "href" in attrs:
            self.links.append(urljoin(self.path, attrs["href"]))
        elif tag == "form":
            action = urljoin(self.path, attrs.get("action", "") or self.path)
            multipart = "multipart" in attrs.get("enctype", "")
            self._form = Form(self.path, action, attrs.get("method", "get").upper(), multipart)
            self.forms.append((self._form, attrs.get("id", "")))
        elif tag in ("input", "button", "select", "textarea", "option"):
            self._control(tag, attrs)

    def _control(self, tag, attrs):
        if tag == "option" and self._select:
            self._select.values.append(attrs.get("value", ""))
            if "selected" in attrs:
                self._select.given.append(attrs.get("value", ""))
            return
        if not attrs.get("name") or attrs["name"] == "csrfmiddlewaretoken":
            return
        if attrs.get("form"):
            self._loose.append((attrs["form"], attrs))
        if self._form is None or tag == "option":
            return
        if tag in ("select", "textarea"):
            one = Field(attrs["name"], tag, [], required="required" in attrs)
            self._form.fields.append(one)
            self._select, self._area = (one, None) if tag == "select" else (None, one)
            return
        self._form.fields.append(self._input(attrs))

    def _input(self, attrs):
        kind, value = attrs.get("type", "text"), attrs.get("value", "")
        if kind in ("radio", "checkbox"):
            same = next(
                (f for f in (self._form.fields if self._form else []) if f.name == attrs["name"]), None
            )
            one = same or Field(attrs["name"], kind, [], required="required" in attrs)
            one.values.append(value or "on")
            one.given += [value or "on"] if "checked" in attrs else []
            if same:
                self._form.fields.remove(same)
            return one
        return Field(attrs["name"], kind, [value] if value else [], least=attrs.get("min", ""))

    def handle_data(self, data):
        if self._area is not None:
            text = "".join(self._area.given) + data
            self._area.given = [text] if text.strip() else []

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


@dataclass(slots=True)
class Case:
    """One request to be sent; `what` says what is hostile about it."""

    role: str
    method: str
    path: str
    what: str
    query: list = field(default_factory=list)
    fields: list = field(default_factory=list)
    files: list = field(default_factory=list)
    multipart: bool = False
    raw: tuple | None = None
    headers: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)

    def __str__(self):
        parts = [f"{self.role}: {self.method} {short(self.path)}"]
        parts += [f"{name} {short(value)}" for name, value in vars_of(self) if value]
        return f"{'; '.join(parts)} [{self.what}]"


def vars_of(case):
    return [(name, getattr(case, name)) for name in ("query", "fields", "files", "raw", "headers", "cookies")]


def short(value):
    """At most a few hundred signs of a value."""
    text = value if isinstance(value, str) and value.isascii() and value.isprintable() else ascii(value)
    return re.sub(r"(.{1,6}?)\1{60,}", lambda m: f"{m[1]}…×{len(m[0]) // len(m[1])}", text)[:700]


def plain(value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def encoded(pairs):
    return urlencode([(plain(name), plain(value)) for name, value in pairs])


def multipart(fields, files):
    """A body with the boundary `x-fuzz`, whatever the names hold."""
    parts = []
    for name, value in fields:
        parts.append(b'Content-Disposition: form-data; name="' + plain(name) + b'"\r\n\r\n' + plain(value))
    for name, filename, content in files:
        head = b'Content-Disposition: form-data; name="%s"; filename="%s"' % (plain(name), plain(filename))
        parts.append(head + b"\r\nContent-Type: text/csv\r\n\r\n" + content)
    return b"".join(b"--x-fuzz\r\n" + part + b"\r\n" for part in parts) + b"--x-fuzz--\r\n"
