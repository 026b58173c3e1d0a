"""Form fields that several apps need: money as people write it, and minutes of Warsaw time."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wibo.rulebook.spelling.money import MoneyError, parse_zloty, plain_decimal


class MoneyField(forms.CharField):
    """Złoty as typed; cleans to grosze (int), or None when empty and not required."""

    widget = forms.TextInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)
        self.widget.attrs.update(
            {"inputmode": "decimal", "class": "ds-input money-input", "autocomplete": "off"}
        )

    def clean(self, value: Any) -> Any:
        """Grosze, or None."""
        typed = super().clean(value)
        if typed in ("", None):
            return None
        try:
            return parse_zloty(typed)
        except MoneyError as error:
            raise forms.ValidationError(_("Wpisz kwotę w złotych, na przykład 12500,00.")) from error

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: the typed text, or the stored grosze as złoty."""
        return plain_decimal(value).replace(".", ",") if isinstance(value, int) else value


class FileUpTo(forms.FileField):
    """A file of at most so many bytes; a larger one is refused with what to do about it."""

    def __init__(self, most: int, too_large: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._most, self._too_large = most, too_large

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file."""
        upload = super().clean(data, initial)
        if upload is not None and upload.size > self._most:
            raise forms.ValidationError(self._too_large)
        return upload


class LongText(forms.Textarea):
    """Text of several lines. A line's end is one sign, as the page counts it, though browsers send two."""

    def __init__(self, rows: int = 5) -> None:
        super().__init__(attrs={"rows": rows})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, with plain ends of lines."""
        typed = super().value_from_datadict(data, files, name)
        return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


def _refuse_far_year(year: int) -> None:
    """Raise ValidationError for a year that is a slip, and beyond which days cannot be counted."""
    if not 2000 <= year <= 2200:
        raise forms.ValidationError(_("Wpisz rok między 2000 a 2200."))


class MinuteField(forms.DateTimeField):
    """A day and minute of Warsaw time; cleans to an aware datetime."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"])
        super().__init__(*args, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """An aware datetime, without seconds."""
        self._refuse_clock_change(value)
        cleaned: datetime | None = super().clean(value)
        if cleaned is None:
            return None
        _refuse_far_year(cleaned.year)
        return cleaned.replace(second=0, microsecond=0)

    def _refuse_clock_change(self, value: Any) -> None:
        """Raise ValidationError for a minute that the night of the clock change leaves out, or has twice."""
        for form in self.input_formats or ():
            try:
                typed = datetime.strptime(str(value), form).replace(tzinfo=timezone.get_current_timezone())
            except ValueError:
                continue
            back = typed.astimezone(UTC).astimezone(typed.tzinfo)
            if back.replace(fold=0) != typed:
                raise forms.ValidationError(
                    _(
                        "Tej nocy zegary przechodzą z 2:00 na 3:00 i takiej godziny nie ma. Wybierz 1:59 albo 3:00."
                    )
                )
            if typed.utcoffset() != typed.replace(fold=1).utcoffset():
                raise forms.ValidationError(
                    _(
                        "Tej nocy zegary cofają się z 3:00 na 2:00 i ta godzina wypada dwa razy. Wybierz 1:59 albo 3:00."
                    )
                )


class BirthDateField(forms.DateField):
    """A birth date typed as 15.04.1950: paging through a calendar back to 1950 is no way to enter it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "bday", "size": "12", "class": "short-input"}
        formats = ["%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"]
        super().__init__(*args, widget=forms.TextInput(attrs=attrs), input_formats=formats, **kwargs)
        self.error_messages["invalid"] = _("Wpisz dzień, miesiąc i rok, na przykład 15.04.1950.")


class RowsField(forms.ModelMultipleChoiceField):
    """Some rows of a set; a number that no row can have is no choice, like any other that is none."""

    def clean(self, value: Any) -> Any:
        """The rows."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise forms.ValidationError(_("Wybierz z listy."), code="invalid_choice") from error


class DayField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"])
        super().__init__(*args, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The day."""
        day = super().clean(value)
        if day is not None:
            _refuse_far_year(day.year)
        return day
