"""The demo as a whole: all towns built on one day, and built anew when that day has passed."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.timezone import localtime

from wibo.demo.building import DEMO_PASSWORD, build_town
from wibo.demo.recipes import RECIPES
from wibo.housekeeping.ticking import tick
from wibo.keyring import hallmarks
from wibo.memory import forget
from wibo.service.actions import create_operator
from wibo.service.models import Operator
from wibo.towns.models import Town
from wibo.towns.triggers import without

Told = Callable[[str], None]


def _silent(name: str) -> None:
    pass


def ensure_demo(tell: Told = _silent) -> None:
    """Build the towns that are missing, telling the name of each before its turn."""
    missing = [r for r in RECIPES.values() if not Town.objects.filter(slug=r.slug).exists()]
    for recipe in missing:
        tell(recipe.name)
        build_town(recipe)
    if not Operator.objects.exists():
        create_operator(
            email="operator@wibo.example", name="Ola Dyżurna", password=DEMO_PASSWORD, at=timezone.now()
        )
    if missing:
        tick(timezone.now())


def renew_demo(tell: Told = _silent) -> None:
    """As `ensure_demo`, after dropping a demo that was generated on an earlier day: its dates have moved away."""
    # The demo's operator is made with the first town, and so tells the day, also after a restored backup.
    operator = Operator.objects.order_by("pk").first()
    if operator is None or localtime(operator.created_at).date() != localtime(timezone.now()).date():
        _drop()
    ensure_demo(tell)


def rebuild_demo(tell: Told = _silent) -> None:
    """All towns anew; whatever was there is gone."""
    _drop()
    ensure_demo(tell)


def _drop() -> None:
    if not settings.DEMO:
        raise RuntimeError("only a demo is ever emptied")
    with without(connection):
        call_command("flush", verbosity=0, interactive=False)
    # The installation's own key stays: processes that run have read it.
    rings = [path for path in settings.KEYS_DIR.glob("ring-*") if path.name != f"ring-{hallmarks.RING}"]
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_KEYS_DIR, *rings):
        shutil.rmtree(folder, ignore_errors=True)
    forget("keys")
