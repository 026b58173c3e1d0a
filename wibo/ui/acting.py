"""The frame of an act in a view: done and told, or refused and told. No view catches a refusal by itself."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wibo.access.refusal import Refused


def done(request: HttpRequest, said: str, to: str, *where: Any) -> HttpResponse:
    """Say that it is done, and go to the page named `to` (of `where`)."""
    messages.success(request, said)
    return redirect(to, *where)


def tell(request: HttpRequest, act: Callable[[], object], success: str) -> None:
    """Do the act and say how it went; what it returns as text is said in the place of `success`.

    No transaction: what the act has counted before it is refused (tries) stays.
    """
    try:
        said = act()
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    else:
        messages.success(request, said if isinstance(said, str) else success)


def attempt(
    request: HttpRequest, act: Callable[[], object], success: str, to: str, *where: Any
) -> HttpResponse:
    """Do the act whole or not at all, say how it went, and go to the page named `to` (of `where`)."""
    tell(request, transaction.atomic(act), success)
    return redirect(to, *where)


def fetched(request: HttpRequest, act: Callable[[], HttpResponse], to: str, *where: Any) -> HttpResponse:
    """What the act answers (a file); refused, the reason and the page named `to` (of `where`)."""
    try:
        return act()
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    return redirect(to, *where)


def filled(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], HttpResponse],
    *,
    field: str | None = None,
) -> HttpResponse | None:
    """What the act of a well filled form answers; None when the page is to be shown, with what is wrong on its form.

    `field` is where a refusal stands that names no field itself. No transaction, as in `tell`.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else field, refused.message)
    return None


def changed(is_changed: bool) -> str:
    """What is said of an act that may find nothing to change."""
    return "Zmieniono." if is_changed else "Nic się nie zmieniło."


def reason_of(form: forms.Form) -> str:
    """The reason on a form that stands beside others on a page; empty where none was written: the act asks for it.

    Raises Refused with what else is wrong with it, so that a reason too long is neither cut nor called missing.
    """
    if form.is_valid() or form.has_error("reason", "required"):
        return str(form.cleaned_data.get("reason", ""))
    raise Refused(f"{form['reason'].label}: {' '.join(map(str, form['reason'].errors))}")


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    success: str,
    to: str | tuple[str, Any],
    *,
    template: str,
    context: dict[str, Any],
    field: str | None = None,
) -> HttpResponse:
    """A page with one form: the act whole or not at all when it is filled well, else the form again with what is wrong.

    What the act returns as text is said in the place of `success`; `to` is a page, or one with what it is about. Inside
    a transaction of the caller a refused act is undone alone.
    """

    def go() -> HttpResponse:
        with transaction.atomic():
            said = act()
        return done(
            request, said if isinstance(said, str) else success, *((to,) if isinstance(to, str) else to)
        )

    answer = filled(request, form, go, field=field)
    return render(request, template, {"form": form, **context}) if answer is None else answer
