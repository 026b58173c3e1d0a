"""The menu: residents see the stages of the budget, officials what their roles let them do."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.bulletin.models import Kind, Text
from wibo.editions.guards import current_edition
from wibo.editions.models import Edition
from wibo.evaluation.models import UnitMember
from wibo.home.neighbours import editions_of_office
from wibo.results.models import Publication
from wibo.rulebook.people.identity import IdentityKind
from wibo.towns.requests import in_town

Item = tuple[str, str]


def _public(edition: Edition | None) -> list[Item]:
    """What there is to see: projects and voting from the freeze, results and works once any are published."""
    names = [(_("Wnioski"), "proposals:public-list")]
    if edition is not None and edition.frozen_at:
        names = [(_("Projekty"), "results:catalogue"), (_("Głosowanie"), "voting:start"), *names]
    if Publication.objects.exists():
        names += [(_("Wyniki"), "results:list"), (_("Realizacja"), "works:works")]
    found = [(label, reverse(name)) for label, name in names]
    if edition is not None and edition.is_beside:
        # Out of a school's budget back to the town's.
        found.append((_("Główny budżet"), "/"))
    return found


# The office's places by the stage that they belong to, each with who may go there.
_OFFICE: tuple[tuple[str, tuple[tuple[Can, str, str], ...]], ...] = (
    ("Pulpit", ((Can.SEE_OFFICE, "Pulpit", "home:desk"),)),
    (
        "Wnioski",
        (
            (Can.READ_PROPOSALS, "Wnioski", "proposals:office-list"),
            (Can.REGISTER_PAPER, "Listy do wysłania", "proposals:post"),
        ),
    ),
    (
        "Ocena",
        (
            (Can.REVIEW_FORMALLY, "Ocena formalna", "evaluation:formal-queue"),
            (Can.JUDGE_ON_MERIT, "Ocena merytoryczna", "evaluation:merit-queue"),
            (Can.READ_PROPOSALS, "Opinie", "evaluation:opinions"),
            (Can.DECIDE_APPEAL, "Odwołania", "evaluation:appeals"),
            (Can.RUN_EDITION, "Przydział", "evaluation:assignment"),
            (Can.RUN_EDITION, "Ogłoszenie", "evaluation:announcement"),
            (Can.RUN_EDITION, "Zasady oceny", "evaluation:rules"),
        ),
    ),
    (
        "Głosowanie",
        (
            (Can.RUN_EDITION, "Karta", "voting:ballot"),
            (Can.COUNT_PAPERS, "Karty papierowe", "voting:batches"),
            (Can.ISSUE_CODE, "Wydaj kod", "documents:desk-code"),
            (Can.ISSUE_CODE, "Dopisz do wykazu", "voting:register-add"),
            (Can.PAUSE_VOTING, "Przebieg", "voting:course"),
        ),
    ),
    (
        "Wyniki",
        (
            (Can.SEE_RUNNING_COUNT, "Głosy", "results:running"),
            (Can.OPEN_URN, "Urna i wynik", "results:urn"),
            (Can.SEE_REPORTS, "Zestawienia", "documents:reports"),
            (Can.RUN_EDITION, "Realizacja", "works:office-works"),
        ),
    ),
    (
        "Gmina",
        (
            (Can.RUN_EDITION, "Edycja", "editions:settings"),
            (Can.RUN_EDITION, "Teksty", "bulletin:texts"),
            (Can.MANAGE_OFFICIALS, "Osoby", "accounts:officials"),
            (Can.READ_JOURNAL, "Dziennik", "home:journal"),
            (Can.OPEN_URN, "Dane osób", "retention:overview"),
            (Can.RUN_EDITION, "Pakiet", "handover:packages"),
        ),
    ),
)

# Places that exist only in editions that tell voters apart in one way.
_ONLY_IN = {
    "documents:desk-code": IdentityKind.CODE,
    "voting:register-add": IdentityKind.PESEL_REGISTER,
}


def _is_here(name: str, kind: IdentityKind | None, user: User) -> bool:
    """Whether the edition has the place, and the person anything to do there.

    Who runs the edition finds two of them on its page instead; opinions are for who works in a unit.
    """
    if name == "evaluation:opinions":
        return bool(UnitMember.objects.filter(user=user).exists())
    return name not in _ONLY_IN or (_ONLY_IN[name] is kind and not user.can(Can.RUN_EDITION))


def _stages_of(user: User, kind: IdentityKind | None) -> list[tuple[str, list[Item]]]:
    """The stages where the person has something to do, with the places of each."""
    found = [
        (
            stage,
            [
                (label, reverse(name))
                for can, label, name in places
                if user.can(can) and _is_here(name, kind, user)
            ],
        )
        for stage, places in _OFFICE
    ]
    return [(stage, places) for stage, places in found if places]


# What the office may have written, and where it stands.
_TEXTS = (
    (Kind.NEWS, _lazy("Aktualności"), "bulletin:news"),
    (Kind.DOCUMENT, _lazy("Dokumenty"), "bulletin:documents"),
    (Kind.QUESTION, _lazy("Pytania i odpowiedzi"), "bulletin:questions"),
)


def _texts(edition: Edition | None) -> list[Item]:
    """The kinds of texts of which the edition has any for everyone."""
    kinds = set(Text.objects.filter(edition=edition, is_public=True).values_list("kind", flat=True))
    return [(str(label), reverse(name)) for kind, label, name in _TEXTS if kind in kinds]


def menu_for(request: HttpRequest) -> dict[str, Any]:
    """The menu with the current place marked, and the line under the town's name."""
    edition = current_edition(in_town(request))
    # Error pages are made before there is a user.
    asking: User | AnonymousUser = getattr(request, "user", AnonymousUser())
    user = asking if asking.is_authenticated else None
    places: list[Item] = []
    in_office = user is not None and request.path_info.startswith("/urzad/")
    if user and in_office:
        stages = _stages_of(user, edition.kind if edition else None)
        here = _here([url for _, of_stage in stages for _, url in of_stage], request.path)
        places = next((found for _, found in stages if here in [url for _, url in found]), [])
        # A stage with one place is that place.
        items = [
            (stage if len(found) > 1 else found[0][0], here if found == places and here else found[0][1])
            for stage, found in stages
        ]
        subtitle = "Urząd · budżet obywatelski"
    else:
        items = _public(edition)
        subtitle = _called(edition)
        if user:
            items.append((_("Moje wnioski"), reverse("proposals:mine")))
        if user and user.is_official:
            items.append((_("Urząd"), reverse("home:desk")))
    items.append(
        (str(user), reverse("accounts:me")) if user else (_("Zaloguj się"), reverse("accounts:sign-in"))
    )
    return {
        "menu": _marked(items, request.path),
        "places": _marked(places, request.path) if len(places) > 1 else [],
        "texts": _texts(edition),
        "editions": editions_of_office(edition) if in_office and edition else [],
        "site_subtitle": subtitle,
    }


def _called(edition: Edition | None) -> str:
    """The line under the town's name: a main edition is told by its year, another by its name."""
    if edition is not None and edition.is_beside:
        return edition.name
    return f"{_('Budżet obywatelski')} {edition.year if edition else ''}".strip()


def console_menu(path: str) -> list[dict[str, Any]]:
    """The operator's few places; their names exist only on the operator's host."""
    items = [("Gminy", reverse("console:towns")), ("Nowa gmina", reverse("console:new-town"))]
    items.append(("Ogłoszenia", reverse("console:announcements")))
    return _marked(items, path)


def _here(addresses: list[str], path: str) -> str:
    """The longest address that begins the path is where we are; a desk is only itself."""
    first = get_script_prefix()
    # Also of the main edition, where the page is another's.
    desks = ("/", first, f"{first}urzad/")
    fitting = [url for url in addresses if path == url or (path.startswith(url) and url not in desks)]
    return max(fitting, key=len, default="")


def _marked(items: list[Item], path: str) -> list[dict[str, Any]]:
    here = _here([url for _, url in items], path)
    return [
        {"label": label, "url": url, "current": url == here, "exact": url == path} for label, url in items
    ]
