"""The template language of the house: money, moments, plurals and a few components."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zlib import crc32

from django import forms, template
from django.forms import BoundField
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from wibo.memory import AS_LONG, Memory
from wibo.rulebook.calendar import schedule
from wibo.rulebook.people import ageing
from wibo.rulebook.spelling import money, polish, quantities
from wibo.ui import plurals
from wibo.ui.assets import bundle
from wibo.ui.typography import bound
from wibo.wording.faults import in_words

register = template.Library()
_frames: Memory[SafeString] = Memory(times=AS_LONG)
_DAY_AND_MONTH = "j\xa0E"


@register.simple_tag(takes_context=True)
def frame(context: template.Context, name: str) -> SafeString:
    """A part of the page's frame; for strangers as this process remembers it (`frame_key` in the context)."""
    key = context.get("frame_key")

    def render() -> SafeString:
        page: Any = context.template
        return SafeString(page.engine.get_template(name).render(context))

    return render() if key is None else _frames.get((name, *key), render)


@register.filter
def groups(code: str) -> str:
    """A receipt as people copy it: in groups of four."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@register.filter
def zl(grosze: int | None) -> str:
    """Money for tables: 148 500,00 zł."""
    return "" if grosze is None else money.zloty(grosze)


@register.filter
def zl_short(grosze: int | None) -> str:
    """Money for headings: 148 500 zł."""
    return "" if grosze is None else money.zloty_short(grosze)


@register.filter
def quantity(number: Decimal) -> str:
    """So many: 12,5."""
    return quantities.plain_quantity(number)


@register.filter
def until(closes_at: datetime) -> str:
    """The last minute that is in: 15 października 2027 r., godz. 23:59."""
    return moment(schedule.last_minute(closes_at))


@register.filter
def moment(at: datetime | None) -> str:
    """A moment of Warsaw time: 15 października 2027 r., godz. 8:00."""
    return "" if at is None else date_format(localtime(at), "DATETIME_FORMAT")


@register.filter
def day(at: Any) -> str:
    """A day: 15 października 2027 r."""
    if at is None:
        return ""
    return date_format(localtime(at) if isinstance(at, datetime) else at, "DATE_FORMAT")


@register.filter
def span(window: Any) -> str:
    """The days of a window: 1 marca – 30 czerwca."""
    first = localtime(window.opens_at).date()
    last = localtime(schedule.last_minute(window.closes_at)).date()
    end = date_format(last, _DAY_AND_MONTH)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{date_format(first, _DAY_AND_MONTH)} – {end}"


@register.filter
def counted(number: int, forms_of_noun: str) -> str:
    """A number with its noun: {{ 5|counted:"projekt,projekty,projektów" }}; in another language as the catalogue has it."""
    return plurals.counted(number, forms_of_noun)


@register.filter
def grouped(number: int | None) -> str:
    """A number in threes: 1 204."""
    return "" if number is None else polish.grouped(number)


@register.filter
def tone(kind: str) -> int:
    """Which of the six tones a kind of things has, the same everywhere; the first where there is none."""
    return crc32(kind.encode()) % 6 if kind else 0


@register.filter
def nice(text: str) -> str:
    """Hard spaces after one-letter words."""
    return bound(str(text))


@register.filter
def reason_words(code: str) -> str:
    """N15: głos wielokrotny."""
    return in_words(code)


@register.filter
def band(code: str) -> str:
    """An age band in words."""
    return ageing.label(code)


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's control with the design system's class and its hint and error named to screen readers."""
    widget = field.field.widget
    attrs: dict[str, str | bool] = {}
    # A browser cuts what is pasted to `maxlength` without a word; ours says what is too long, and loses nothing.
    widget.attrs.pop("maxlength", None)
    if not isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        attrs["class"] = f"ds-input {widget.attrs.get('class', '').replace('ds-input', '')}".strip()
    if isinstance(widget, forms.Textarea):
        widget.attrs.pop("cols", None)
        attrs["rows"] = str(widget.attrs.get("rows", 5)) if widget.attrs.get("rows") != "10" else "5"
    if isinstance(widget, forms.TextInput) and not isinstance(widget, forms.DateInput):
        attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "off"))
    return mark_safe(field.as_widget(attrs=attrs))  # noqa: S308 - escaped by the engine


@register.filter
def most_signs(field: BoundField) -> int | None:
    """How many signs a long text may have, where there is a limit."""
    limit: int | None = getattr(field.field, "max_length", None)
    return limit if isinstance(field.field.widget, forms.Textarea) else None


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Whether the field is a group of radio buttons or tick boxes."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is one tick box."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag
def stylesheet_url(colour: str) -> str:
    """The address of the town's stylesheet."""
    return reverse("ui:stylesheet", args=[colour.removeprefix("#"), bundle(colour)[0]])


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The page's query with some parameters changed, for filters and pages."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def tag_of(status: Any) -> SafeString:
    """A status as a word in its colour; the status gives `label` and `colour`."""
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', status.colour, status.label)


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """A region that scrolls sideways by itself, for wide tables; reachable by keyboard."""
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>',
        label,
        content,
    )
