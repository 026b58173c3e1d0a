"""Decorators that only mark a view; the accounts middleware enforces what they say.

A view without a mark is refused, and a house test fails on it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from wibo.access.permissions import Can

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anyone may call the view."""
    vars(view)["access"] = None
    return view


def requires(permission: Can) -> Callable[[View], View]:
    """Only someone whose roles grant the permission may call the view."""

    def mark(view: View) -> View:
        vars(view)["access"] = permission
        return view

    return mark


def outlasts_service(view: View) -> View:
    """The view's POST works outside the town's service window, too: signing in and out, a new password."""
    vars(view)["outlasts_service"] = True
    return view


def keeps_typed(view: View) -> View:
    """A form sent to the view after the session was over comes back filled once the person has signed in."""
    vars(view)["keeps_typed"] = True
    return view


def before_telephone(view: View) -> View:
    """The view is for officials who must set a telephone before anything else."""
    vars(view)["before_telephone"] = True
    return view


def anytime(view: View) -> View:
    """The view does not depend on a stage. Views that do carry `@during` instead."""
    vars(view)["feature"] = None
    return view
