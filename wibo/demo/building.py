"""Building an invented town: the town, its people, the edition and what residents have proposed."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope

from wibo.access.permissions import Role
from wibo.accounts.actions import grant_role
from wibo.accounts.models import User
from wibo.demo.arms import ARMS
from wibo.demo.asking import ask, category_of
from wibo.demo.drawing import WORDS, drawing
from wibo.demo.evaluating import RULES
from wibo.demo.mapping import draw_map, place_in
from wibo.demo.past import build_works, past_calendar, past_of
from wibo.demo.playing import play
from wibo.demo.servicing import extend_service
from wibo.demo.supporting import ARRIVED, back_online, count_paper, hand_in_twice, join
from wibo.documents.engine.frame import fact, frame_of
from wibo.documents.engine.pdf import pdf
from wibo.editions.actions import change_schedule, create_edition, save_area, save_pool
from wibo.editions.models import Area, Edition, Pool
from wibo.invented.history import BY
from wibo.invented.people import AUTHORS, author_name
from wibo.invented.recipe import Placed, Recipe
from wibo.invented.schedule import TODAY, Calendar
from wibo.journal.acts import Act
from wibo.proposals.actions import attach, publish_attachment, register_paper, save_draft, submit
from wibo.proposals.models import Proposal
from wibo.proposals.picturing import add_picture
from wibo.rulebook.evaluating.rules import EvaluationRules
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import Ground
from wibo.rulebook.voting.voting_rules import VotingRules
from wibo.towns.models import Town

DEMO_PASSWORD = "wibo-demo-2027"
Told = Callable[[str], None]


def build_town(recipe: Recipe, now: datetime | None = None) -> Town:
    """Build a town as it stands today, with everything that has happened in it before."""
    now = now or timezone.now()
    calendar = Calendar(recipe.stage, now)
    coordinator = next(p for p in recipe.people if Role.COORDINATOR in p.roles)
    town = Town.objects.create(
        slug=recipe.slug,
        name=recipe.name,
        name_genitive=recipe.name_genitive,
        colour=recipe.colour,
        arms=ARMS[recipe.slug],
        population=recipe.population,
        contact_place=recipe.office,
        contact_person=f"{coordinator.first_name} {coordinator.surname}",
        contact_phone="55 000 00 12",
        contact_email=f"budzet@{recipe.slug}.example",
        dpo_contact=f"Roman Wierzba, iod@{recipe.slug}.example",
    )
    with scope(town=town), transaction.atomic():
        people = _people(town, recipe, calendar.at(-800, 9))
        _year_before(town, recipe, people, now)
        extend_service(town, calendar)
        edition = _edition(town, recipe, calendar)
        _proposals(edition, recipe, people, calendar)
        _twice(edition, people[recipe.login(Role.CLERK)], calendar.at(_last_day(recipe), 13, 10))
        _draft(edition, people[recipe.login(None)], calendar.now - timedelta(hours=3))
        play(recipe, edition, calendar)
    return town


def _year_before(town: Town, recipe: Recipe, people: dict[str, User], now: datetime) -> None:
    past, calendar = past_of(recipe), past_calendar(now)
    extend_service(town, calendar)
    edition = _edition(town, past, calendar)
    _proposals(edition, past, people, calendar)
    play(past, edition, calendar)
    build_works(past, edition, calendar)


def _people(town: Town, recipe: Recipe, at: datetime) -> dict[str, User]:
    secret = make_password(DEMO_PASSWORD)
    rows = [(recipe.address(p), p.first_name, p.surname, p.roles) for p in recipe.people]
    rows += [
        (f"mieszkaniec{number}@{recipe.slug}.example", *author_name(number + len(recipe.slug)), ())
        for number in range(1, AUTHORS + 1)
    ]
    people = {}
    for email, first_name, surname, roles in rows:
        people[email] = User.objects.create(
            town=town,
            email=email,
            first_name=first_name,
            surname=surname,
            created_at=at,
            confirmed_at=at,
            password=secret,
        )
        for role in roles:
            grant_role(people[email], role, act=Act(BY, at))
    return people


def _edition(town: Town, recipe: Recipe, calendar: Calendar) -> Edition:
    at, year, reason = calendar.at(0, 9), localtime(calendar.now).year + 1, "założenie edycji"
    edition = create_edition(
        town=town,
        act=Act(BY, at),
        year=year,
        name=f"Budżet obywatelski {year}",
        regulations=f"uchwała nr XII/84/{year - 1} Rady {recipe.name_genitive}, zarządzenie nr 17/{year - 1}",
        identity_kind=recipe.identity.value,
        min_voter_age=recipe.min_voter_age,
        rules=VotingRules.of(recipe.rules).as_settings(),
        evaluation=EvaluationRules.of(RULES).as_settings() if recipe.stage == "evaluation" else {},
    )
    areas = [
        save_area(Area(edition=edition, name=name, residents=residents), act=Act(BY, at), reason=reason)
        for name, residents in recipe.areas
    ]
    for position, plan in enumerate(recipe.pools, start=1):
        pool = Pool(
            edition=edition,
            name=plan.name,
            area=None if plan.area is None else areas[plan.area],
            amount=plan.amount * 100,
            position=position,
            award=plan.award,
            **plan.values,
        )
        save_pool(pool, act=Act(BY, at), reason=reason)
    ask(edition, recipe, act=Act(BY, at), reason=reason)
    draw_map(edition, recipe, act=Act(BY, at), reason=reason)
    change_schedule(edition, calendar.dates(), act=Act(BY, at), reason=reason)
    rows = Edition.objects.select_related("town").prefetch_related("windows", "pools", "areas")
    found: Edition = rows.get(pk=edition.pk)
    return found


def _proposals(edition: Edition, recipe: Recipe, people: dict[str, User], calendar: Calendar) -> None:
    pools = list(edition.pools.all())
    categories = {category.name: category for category in edition.categories.all()}
    chance = random.Random(len(recipe.places))
    resident, clerk = recipe.login(None), people[recipe.login(Role.CLERK)]
    authors = [user for email, user in people.items() if email.startswith("mieszkaniec")]
    last = _last_day(recipe)
    for number, placed in enumerate(recipe.places):
        day = 1 + number * (last - 1) // len(recipe.places)
        at = calendar.at(day, 8 + number % 11, number * 7 % 60)
        pool = pools[placed.pool]
        text, costs = (
            _text(placed, pool, chance),
            placed.costs(min(pool.amount, pool.max_cost or pool.amount)),
        )
        text["place"] = place_in(recipe, placed.location, recipe.pools[placed.pool].area)
        text["category"] = categories[category_of(placed.key)]
        if number % 5 == 4:
            at_desk = Act(clerk.signature, at)
            _on_paper(edition, clerk, number, costs, calendar.day(day), at_desk, text)
            continue
        author = people[resident] if number in (1, 3) else authors[number % len(authors)]
        proposal = Proposal(edition=edition, author=author, created_at=at, saved_at=at)
        save_draft(proposal, costs, at=at, **text)
        if number % 3 == 0:
            category = category_of(placed.key)
            add_picture(proposal, drawing(category, placed.location), WORDS[category], at=at)
        if number % 4 == 1:
            attach(proposal, _plan(placed, edition), at=at)
        if number % 4 == 2:
            join(proposal, authors[(number + 3) % len(authors)], at=at)
        if pool.signatures:
            back_online(proposal, pool.signatures + number % 7, at=at)
        submit(proposal, user=author, at=at)
        for shown in proposal.attachments.all():
            publish_attachment(shown, public=True, act=Act(BY, at))


def _last_day(recipe: Recipe) -> int:
    """By which day of the plan all that is there was handed in."""
    return min(28, TODAY[recipe.stage] - 1)


def _on_paper(
    edition: Edition,
    clerk: User,
    number: int,
    costs: list[CostRow],
    received_on: date,
    act: Act,
    text: dict[str, Any],
) -> None:
    """An application that came on paper, with its list of support counted."""
    first, surname = author_name(number)
    given = register_paper(
        edition=edition,
        costs=costs,
        received_on=received_on,
        user=clerk,
        at=act.at,
        author_name=f"{first} {surname}",
        arrived_by=ARRIVED[number % len(ARRIVED)].value,
        office_number=f"BO.3041.{number}.{edition.year - 1}",
        **text,
    )
    count_paper(given, user=clerk, at=act.at)


def _twice(edition: Edition, clerk: User, at: datetime) -> None:
    """The first idea once more on paper."""
    rows = Proposal.objects.filter(edition=edition).submitted().in_order()
    hand_in_twice(rows.select_related("edition__town")[0], clerk, at=at)


def _draft(edition: Edition, author: User, at: datetime) -> None:
    """What the resident of the demo is still writing, with some support."""
    draft = Proposal(edition=edition, author=author, created_at=at, saved_at=at)
    text: dict[str, Any] = {
        "title": "Tablica z historią rynku",
        "location": "Rynek",
        "pool": edition.pools.all()[0],
    }
    save_draft(draft, [], at=at, summary="", **text)
    back_online(draft, 3, at=at)


def _text(placed: Placed, pool: Pool, chance: random.Random) -> dict[str, Any]:
    idea = placed.idea
    return {
        "title": placed.title,
        "location": placed.location,
        "summary": idea.summary,
        "description": f"{idea.summary}\n\nProjekt będzie ogólnodostępny i bezpłatny dla wszystkich mieszkańców.",
        "justification": idea.justification,
        "pool": pool,
        "publish_author": chance.random() < 0.3,
        "is_minor": False,
        "ground": Ground.TOWN.value,
    }


def _plan(placed: Placed, edition: Edition) -> SimpleUploadedFile:
    """A real PDF as an attachment, made by our own printing."""
    content = pdf(
        "proposal",
        {
            **frame_of(edition, f"Szkic: {placed.title}"),
            "one": {
                "title": f"Szkic: {placed.title}",
                "number": "",
                "draft": False,
                "facts": [fact("Miejsce", placed.location)],
                "parts": [fact("Opis", placed.idea.summary)],
                "costs": [],
                "total": "–",
                "upkeep": "",
                "files": [],
                "pictures": [],
                "address": "",
            },
        },
    )
    return SimpleUploadedFile("szkic.pdf", content, content_type="application/pdf")
