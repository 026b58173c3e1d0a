"""The frame of the pages below the application's: one form under a title, with the way back."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse

from wibo.accounts.requests import AccountRequest
from wibo.ui.acting import form_page

_BACK = "editions:application"


def subpage(
    request: AccountRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    title: str,
    *,
    said: str = "",
    save: str = "",
    template: str = "editions/office/form.html",
) -> HttpResponse:
    """The page, or after its act the application's; `said` when the act returns no words, `save` on the button."""
    context = {"title": title, "back": _BACK} | ({"save": save} if save else {})
    return form_page(request, form, act, said, _BACK, template=template, context=context)
