"""The frame of an act in a view: done and told, or refused and told."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wibo.access.refusal import Refused


def attempt(
    request: HttpRequest, act: Callable[[], object], success: str, to: str, *where: Any
) -> HttpResponse:
    """Do the act, say how it went, and go to the page named `to` (of `where`).

    What the act returns as text is said in the place of `success`.
    """
    try:
        with transaction.atomic():
            said = act()
        messages.success(request, said if isinstance(said, str) else success)
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    return redirect(to, *where)


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
    """A page with one form: the act when it is filled well, else the form again with what is wrong.

    What the act returns as text is said in the place of `success`; `to` is a page, or one with what it is about; `field` is
    where a refusal stands that names no field itself. Inside a transaction of the caller a refused act is undone alone.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                said = act()
            messages.success(request, said if isinstance(said, str) else success)
            return redirect(*((to,) if isinstance(to, str) else to))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else field, refused.message)
    return render(request, template, {"form": form, **context})
