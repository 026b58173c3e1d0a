"""Forms filled in as a person does it: by the words beside a field and by the words of an answer.

So each setting is known here by what the screen calls it, and a label that changes is noticed.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.factories import words


@dataclass(slots=True)
class Control:
    """A field; `options` are answers by their words, `given` what the page has put into it."""

    name: str
    kind: str
    label: str = ""
    given: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)

    def sent(self, wanted):
        """The values to send for what a person wants there."""
        if self.kind == "checkbox" and not self.options:
            return ["on"] if wanted else []
        if self.kind in ("select", "radio", "checkbox"):
            chosen = wanted if isinstance(wanted, list | tuple) else [wanted]
            missing = [one for one in chosen if one not in self.options]
            assert not missing, f"{self.label}: {missing} is none of {list(self.options)}"
            return [self.options[one] for one in chosen]
        return [str(wanted)]


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes, and its fields by their words."""

    action: str
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def by_label(self):
        return {one.label: one for one in self.controls.values() if one.label}

    def data(self, wanted):
        """What is sent: all that the page gives, and in its place what is wanted, by label."""
        sent = {one.name: one.given for one in self.controls.values() if one.given}
        for label, value in wanted.items():
            control = self.by_label[label]
            sent[control.name] = control.sent(value)
        return sent


class Page(HTMLParser):
    """The forms of a page, with the words of labels, legends and options."""

    def __init__(self, text):
        super().__init__()
        self.forms, self._legends, self._by_id = [], [], {}
        self._words, self._into = "", None
        self._select = self._option = self._area = None
        self._mute = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.forms.append(Form(attrs.get("action", "")))
        elif tag == "fieldset":
            self._legends.append([("question" in attrs.get("class", "")), ""])
        elif tag == "span" and "optional" in attrs.get("class", ""):
            self._mute += 1
        elif tag in ("label", "legend"):
            self._words, self._into = "", attrs.get("for", tag)
        elif self.forms:
            self._control(tag, attrs)

    def _control(self, tag, attrs):
        if tag == "option":
            self._option, self._words = attrs.get("value", ""), ""
            if "selected" in attrs or not self._select.given:
                # Without a choice a browser sends the first.
                self._select.given = [self._option]
        elif tag in ("input", "select", "textarea") and attrs.get("name"):
            made = self._made(tag, attrs)
            self._select = made if tag == "select" else self._select
            self._area = made if tag == "textarea" else None

    def _made(self, tag, attrs):
        kind, form = attrs.get("type", "text") if tag == "input" else tag, self.forms[-1]
        made = form.controls.setdefault(attrs["name"], Control(attrs["name"], kind))
        value = attrs.get("value", "")
        if kind in ("radio", "checkbox"):
            made.given += [attrs.get("value", "on")] if "checked" in attrs else []
            if self._legends and not self._legends[-1][0]:
                made.label = self._legends[-1][1]
        elif value:
            made.given = [value]
        self._by_id[attrs.get("id", "")] = (made, value)
        self._name(attrs.get("id", ""))
        return made

    def handle_data(self, data):
        if self._area is not None and data.strip():
            self._area.given = ["".join(self._area.given) + data.lstrip("\n")]
        elif not self._mute:
            self._words += data

    def handle_endtag(self, tag):
        text = re.sub(r"\s+", " ", self._words).strip()
        if tag == "span" and self._mute:
            self._mute -= 1
        elif tag == "legend":
            self._legends[-1][1] = text
        elif tag == "label":
            self._by_id.setdefault(f"words of {self._into}", text)
            self._name(self._into)
        elif tag == "option":
            self._select.options[text] = self._option
        elif tag == "textarea":
            self._area = None
        elif tag == "fieldset":
            self._legends.pop()

    def _name(self, key):
        """Join a field and its words, whichever comes first; the words of a radio are an answer."""
        made, value = self._by_id.get(key, (None, ""))
        text = self._by_id.get(f"words of {key}")
        if made is None or text is None:
            return
        legend = self._legends[-1] if self._legends else [False, ""]
        if made.kind in ("radio", "checkbox") and made.label:
            made.options[text] = value
        else:
            made.label = f"{legend[1]}: {text}" if legend[0] else text


def form_with(page, labels, action=""):
    """The form of a page that has all the labels, and goes to the action where one is named."""
    forms = Page(page.content.decode()).forms
    found = [one for one in forms if set(labels) <= set(one.by_label) and action in ("", one.action)]
    assert found, f"no form asks for {sorted(labels)}: {complaints(page)}"
    return found[0]


def filled(visit, path, wanted, *, page="", **files):
    """Open the page, fill its form and send it; the answer, which must lead on."""
    answer = sent(visit, path, wanted, page=page, **files)
    assert answer.status_code == 302, f"{path} {wanted}: {complaints(answer)}"
    return answer


def sent(visit, path, wanted, *, page="", **files):
    """The same, whatever is answered; `page` is where the form stands, when it goes elsewhere."""
    shown = visit.get(page or path)
    form = form_with(shown, wanted, path if page else "")
    return visit.post(path, form.data(wanted) | files)


def complaints(answer):
    """What a page that came back says of what was typed."""
    text = re.sub(r"<[^>]+>", " ", words(answer).partition("<main")[2])
    return re.sub(r"\s+", " ", text)[:1500]
