"""The frame of an act in a view: done and told, or refused and told."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wibo.access.refusal import Refused


def attempt(request: HttpRequest, act: Callable[[], object], success: str, to: str) -> HttpResponse:
    """Do the act, say how it went, and go to the page named `to`."""
    try:
        with transaction.atomic():
            act()
        messages.success(request, success)
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    return redirect(to)


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    success: str,
    to: str,
    *,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A page with one form: the act when it is filled well, else the form again with what is wrong.

    What the act returns as text is said in the place of `success`. Inside a transaction of the caller a refused act
    is undone alone.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                said = act()
            messages.success(request, said if isinstance(said, str) else success)
            return redirect(to)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    return render(request, template, {"form": form, **context})
