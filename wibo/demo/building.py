"""Building the demo town: the town, its people, the edition and what residents have proposed."""

import io
import random
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from wibo.access.permissions import Role
from wibo.accounts.actions import grant_role
from wibo.accounts.models import User
from wibo.demo.arms import ARMS
from wibo.demo.ideas import IDEAS, Idea
from wibo.demo.people import CAST, RESIDENTS
from wibo.demo.schedule import dates_for
from wibo.documents.pdf import pdf
from wibo.editions.actions import change_schedule, create_edition, save_area, save_pool
from wibo.editions.models import Area, Edition, Pool
from wibo.proposals.actions import attach, register_paper, save_draft, submit
from wibo.proposals.models import Proposal
from wibo.rulebook.identity import IdentityKind
from wibo.towns.models import Town

DEMO_PASSWORD = "lipowo-demo-2027"  # noqa: S105 - demo mode only, printed at start
SLUG = "lipowo"
BY = "miasto pokazowe"


def ensure_demo() -> Town:
    """The demo town, built when it is not there."""
    return Town.objects.filter(slug=SLUG).first() or build_demo()


def rebuild_demo() -> Town:
    """The demo town anew: the database of the demo is emptied first."""
    from django.core.management import call_command  # noqa: PLC0415 - management loads every app

    call_command("flush", verbosity=0, interactive=False)
    return build_demo()


def build_demo() -> Town:
    """Build it in the middle of collecting."""
    now = timezone.now()
    town = Town.objects.create(
        slug=SLUG, name="Gmina Lipowo", name_genitive="Gminy Lipowo", colour="#15532b", arms=ARMS,
        population=8_400, contact_person="Anna Wilczek", contact_place="Urząd Gminy Lipowo, pokój 12",
        contact_phone="55 000 00 12", contact_email="budzet@lipowo.example",
    )  # fmt: skip
    with scope(town=town), transaction.atomic():
        people = _people(town, now)
        edition = _edition(town, now)
        _proposals(edition, people, now)
    return town


def _people(town: Town, now: datetime) -> dict[str, User]:
    people: dict[str, User] = {}
    residents = [(f"{first}.{surname}".lower(), first, surname) for first, surname in RESIDENTS]
    rows = [(p.email, p.first_name, p.surname, p.roles) for p in CAST]
    rows += [
        (f"mieszkaniec{at}@lipowo.example", first, last, ())
        for at, (_, first, last) in enumerate(residents, 1)
    ]
    for email, first_name, surname, roles in rows:
        user = User(
            town=town, email=email, first_name=first_name, surname=surname, created_at=now, confirmed_at=now
        )
        user.set_password(DEMO_PASSWORD)
        user.save()
        for role in roles:
            grant_role(user, Role(role), by=BY, at=now)
        people[email] = user
    return people


def _edition(town: Town, now: datetime) -> Edition:
    year = now.year + 1
    edition = create_edition(
        town=town, by=BY, at=now, year=year, name=f"Budżet obywatelski {year}",
        regulations=f"uchwała nr XII/84/{now.year} Rady Gminy Lipowo, zarządzenie nr 17/{now.year}",
        identity_kind=IdentityKind.NAME_AND_BIRTH_DATE.value,
    )  # fmt: skip
    reason = "założenie edycji"
    rural = save_area(Area(edition=edition, name="Sołectwa", residents=2_300), by=BY, at=now, reason=reason)
    save_area(Area(edition=edition, name="Miasto Lipowo", residents=6_100), by=BY, at=now, reason=reason)
    greedy = {"rule": "greedy", "on_misfit": "skip", "threshold": 0}
    save_pool(
        Pool(
            edition=edition, name="Pula ogólnogminna", amount=480_000_00, min_length=1, max_length=3,
            position=1, award=greedy,
        ),
        by=BY, at=now, reason=reason,
    )  # fmt: skip
    save_pool(
        Pool(
            edition=edition, name="Pula sołecka", area=rural, amount=70_000_00, vote_type="choose-1",
            max_length=1, position=2, award=greedy,
        ),
        by=BY, at=now, reason=reason,
    )  # fmt: skip
    change_schedule(edition, dates_for("collecting", now), by=BY, at=now, reason=reason)
    return Edition.objects.prefetch_related("windows", "pools", "areas").get(pk=edition.pk)


def _proposals(edition: Edition, people: dict[str, User], now: datetime) -> None:
    chance = random.Random(7)  # noqa: S311 - the same town at every build
    common, rural = edition.pools.all()
    authors = [user for email, user in people.items() if "mieszkaniec" in email]
    maria, clerk = people["maria@lipowo.example"], people["jan@lipowo.example"]
    for at, idea in enumerate(IDEAS):
        pool = rural if idea.rural else common
        costs = [(name, amount * 100) for name, amount in idea.costs]
        text = _text(idea, pool)
        if at % 5 == 4:
            register_paper(
                edition=edition, costs=costs, received_on=now.date() - timedelta(days=at), user=clerk, at=now,
                author_name=f"{chance.choice(RESIDENTS)[0]} Rak", **text,
            )  # fmt: skip
            continue
        author = maria if at in (1, 3) else authors[at % len(authors)]
        proposal = Proposal(edition=edition, author=author, created_at=now, saved_at=now)
        save_draft(proposal, costs, at=now, **text)
        if at % 3 == 1:
            attach(proposal, _plan(idea, edition), at=now)
        submit(proposal, user=author, at=now)
    draft = Proposal(edition=edition, author=maria, created_at=now, saved_at=now)
    save_draft(draft, [], at=now, title="Tablica z historią rynku", location="Rynek", summary="")


def _text(idea: Idea, pool: Pool) -> dict[str, Any]:
    return {
        "title": idea.title, "location": idea.location, "summary": idea.summary,
        "description": f"{idea.summary}\n\nProjekt będzie ogólnodostępny i bezpłatny dla wszystkich mieszkańców.",
        "justification": idea.justification, "pool": pool, "publish_author": False,
    }  # fmt: skip


def _plan(idea: Idea, edition: Edition) -> SimpleUploadedFile:
    """A real PDF as an attachment, made by our own printing."""
    content = pdf(
        "proposal",
        {
            "title": f"Szkic: {idea.title}", "town": edition.town.name, "edition": edition.name,
            "arms": edition.town.arms, "draft": False, "facts": [("Miejsce", idea.location)],
            "parts": [("Opis", idea.summary)], "costs": [], "total": "–", "files": [],
        },
    )  # fmt: skip
    return SimpleUploadedFile("szkic.pdf", io.BytesIO(content).read(), content_type="application/pdf")


def birth_date_of(chance: random.Random, today: date) -> date:
    """A plausible birth date: mostly adults, some children and very old people."""
    age = min(99, max(5, int(chance.gauss(48, 19))))
    return date(today.year - age, chance.randint(1, 12), chance.randint(1, 28))
