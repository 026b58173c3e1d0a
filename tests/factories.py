"""Factories free of surprise: each makes one thing, whole, in the town in scope."""

import re
import secrets
from datetime import date, timedelta
from types import SimpleNamespace

from django.utils import timezone

from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.accounts.actions import grant_role
from wibo.accounts.models import User
from wibo.editions.actions import create_edition
from wibo.editions.models import Edition, Pool, StageWindow
from wibo.evaluation.cards import criteria_now, current_card
from wibo.evaluation.deciding import Filled, decide_formally, decide_on_merit
from wibo.journal.acts import Act
from wibo.proposals.actions import register_paper, save_draft, submit
from wibo.proposals.models import Proposal
from wibo.results.actions.counting import count_all
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.evaluating.cards import asked_of
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.voting.ballots import Marks
from wibo.towns.models import Town
from wibo.voting.ballot.freezing import draw_up_ballot, freeze
from wibo.voting.booth.casting import cast as cast_ballot
from wibo.voting.electorate.voters import by_name
from wibo.voting.models import Project
from wibo.voting.papers.batches import confirm_count, open_batch
from wibo.voting.urn.opening import open_urn

BORN = date(1970, 5, 5)
PASSWORD = "haslo testowe 2027"
ALL_STAGES = tuple(Stage)


def town(slug):
    return Town.objects.create(
        slug=slug,
        name=f"Gmina {slug.title()}",
        name_genitive=f"Gminy {slug.title()}",
        population=9000,
        contact_email=f"bo@{slug}.example",
    )


def user(town, name, *roles):
    at = NOW
    made = User(
        town=town,
        email=f"{name}@{town.slug}.example",
        first_name=name.title(),
        surname="Testowa",
        created_at=at,
        confirmed_at=at,
    )
    made.set_password(PASSWORD)
    made.save()
    for role in roles:
        grant_role(made, role, act=Act("test", at))
    return made


def cast(town):
    return SimpleNamespace(
        maria=user(town, "maria"),
        jan=user(town, "jan", Role.CLERK),
        ewa=user(town, "ewa", Role.FORMAL_EVALUATOR),
        piotr=user(town, "piotr", Role.MERIT_EVALUATOR),
        anna=user(town, "anna", Role.COORDINATOR),
        tadeusz=user(town, "tadeusz", Role.COMMISSION),
        audytor=user(town, "audytor", Role.AUDITOR),
    )


def edition(town, *, stages=ALL_STAGES, year=2027, **values):
    name = values.pop("name", f"BO {year}" + " obok" * bool(values.get("is_beside")))
    made = create_edition(town=town, act=Act("test", NOW), year=year, name=name, **values)
    for stage in stages:
        # Results cannot begin while people vote.
        opens = (
            NOW + timedelta(days=60)
            if stage is Stage.CLOSING and Stage.VOTING in stages
            else NOW - timedelta(days=10)
        )
        closes = max(opens, NOW) + timedelta(days=10)
        StageWindow.objects.create(edition=made, stage=stage, opens_at=opens, closes_at=closes)
    pool(made)
    return reload(made)


def pool(edition, name="Pula ogólna", amount=100_000_00, **values):
    values.setdefault("max_length", 3)
    values.setdefault("award", {"rule": "greedy", "on_misfit": "skip", "threshold": 0})
    return Pool.objects.create(edition=edition, name=name, amount=amount, **values)


def reload(edition):
    rows = Edition.objects.select_related("town").prefetch_related("windows", "pools", "areas")
    return rows.get(pk=edition.pk)


def only_stages(edition, *stages):
    """Close every stage but these."""
    past = NOW - timedelta(days=1)
    begun = NOW - timedelta(days=10)
    rows = StageWindow.objects.filter(edition=edition)
    rows.exclude(stage__in=stages).update(opens_at=begun, closes_at=past)
    rows.filter(stage__in=stages).update(opens_at=begun)
    return reload(edition)


def draft(edition, author, title="Ławki przy stawie", cost=10_000_00, **values):
    at = NOW
    made = Proposal(edition=edition, author=author, created_at=at, saved_at=at)
    text = {
        "title": title,
        "location": "Park",
        "summary": "Sześć ławek",
        "justification": "Odpoczynek",
        "pool": edition.pools.first(),
        **values,
    }
    return save_draft(made, [] if cost is None else [CostRow("Całość", cost)], at=at, **text)


def proposal(edition, author, **values):
    return submit(draft(edition, author, **values), user=author, at=NOW)


def on_paper(edition, clerk, **values):
    """An application as the clerk registers it from paper, with as little as can be taken in."""
    given = {"author_name": "Jan Lis", "title": "Papierowy", "pool": edition.pools.first(), **values}
    return register_paper(
        edition=edition,
        costs=[CostRow("Całość", 1_000_00)],
        received_on=NOW.date(),
        user=clerk,
        at=NOW,
        **given,
    )


def _filled(proposal, kind, verdict, **more):
    """A card of today with a yes to each question."""
    asked = asked_of(criteria_now(proposal.edition, kind), proposal.category_id)
    answers = {one.code: {"answer": "yes", "note": ""} for one in asked}
    return Filled(verdict, answers, card=current_card(proposal.edition, kind), **more)


def formally(proposal, user, verdict="positive", reasons="Bo tak", parts=("location",)):
    """The formal card, filled in."""
    filled = _filled(proposal, "formal", verdict, reasons=reasons, parts=parts)
    return decide_formally(proposal, filled, user=user, at=NOW)


def on_merit(proposal, user, verdict="positive", reasons="Bo tak", cost=None):
    """The merit card; it costs what its author says, unless said otherwise."""
    filled = _filled(
        proposal, "merit", verdict, reasons=reasons, cost=proposal.cost if cost is None else cost
    )
    return decide_on_merit(proposal, filled, user=user, at=NOW)


def judged(edition, cast, *costs, **values):
    """Proposals "Pomysł 1", 2, … with the costs (grosze), admitted by both cards."""
    for at, cost in enumerate(costs, start=1):
        own = {name: value(at) if callable(value) else value for name, value in values.items()}
        made = proposal(edition, cast.maria, title=f"Pomysł {at}", cost=cost, **own)
        formally(made, cast.ewa)
        on_merit(made, cast.piotr, cost=cost)


def frozen(edition):
    """The edition with what was admitted on a frozen ballot."""
    draw_up_ballot(edition, act=Act("Anna", NOW))
    freeze(edition, act=Act("Anna", NOW))
    return reload(edition)


def counted(edition, *ballots):
    """The edition with a ballot frozen, these cast (numbers of projects), the urn opened and all counted; not published."""
    edition = frozen(edition)
    for at, numbers in enumerate(ballots):
        ballot(edition, at, *numbers)
    open_urn(edition, act=Act("dwie osoby", NOW))
    count_all(edition, act=Act("Anna", NOW))
    return edition


def projects(edition, *costs, pool=None):
    """Projects 1, 2, … of the pool with the costs (grosze), on a frozen ballot."""
    draw_up(edition, *costs, pool=pool)
    freeze(edition, act=Act("test", NOW))
    return list(Project.objects.filter(edition=edition).in_order())


def draw_up(edition, *costs, pool=None):
    """The same on a ballot that is not frozen yet."""
    pool = pool or edition.pools.first()
    made = [
        Project(edition=edition, pool=pool, number=str(at), title=f"Projekt {at}", cost=cost).derive()
        for at, cost in enumerate(costs, start=1)
    ]
    Project.objects.bulk_create(made)


def voter(edition, at=0, born=date(1970, 5, 5)):
    return by_name(
        edition, f"Imię{chr(97 + at % 26)}", f"Nazwisko{chr(97 + at // 26)}", born, "Długa 1", declared=True
    )


def ballot(edition, at, *numbers):
    """Cast a web ballot of the voter `at` for the projects."""
    marks = {edition.pools.first().pk: Marks(tuple(map(str, numbers)))}
    return cast_ballot(edition, voter(edition, at), None, marks, idempotency_key=f"k{at}", now=NOW)


def official(town, name, role):
    """The account with that name, made when it is not there yet."""
    return User.objects.by_email(f"{name}@{town.slug}.example") or user(town, name, role)


def jan(edition):
    """The clerk of the edition's town."""
    return official(edition.town, "jan", Role.CLERK)


def batch(edition, name="Szkoła", expected=10, day=None, at=NOW):
    """An open batch of paper ballots, counted by two people."""
    made = open_batch(edition, name, day or NOW.date(), expected, user=jan(edition), at=at)
    return confirm_count(made, expected, user=official(edition.town, "tadeusz", Role.COMMISSION), at=at)


CAST, REVIEW = "/glosowanie/oddaj/", "/glosowanie/sprawdz/"
BOOTH_FORMS = ("/glosowanie/wybor/", "/glosowanie/gdzie-mieszkasz/", CAST)
# Pages over stored values: their forms say which ones they showed.
VERSIONED = re.compile(
    r"/urzad/(edycja|karta/\d+|teksty/(nowy/\w+|listy/\w+|\d+)|realizacja/\d+)/|/moje/(nowy|\d+/krok/\w+)/|/gminy/[\w-]+/(dane|okres)/"
)
# Acts that are bound to what a page showed: which page ("" for their own).
SHOWN_BY = (
    (re.compile(r"/urzad/karta/zamroz/"), "/urzad/karta/"),
    (re.compile(r"/urzad/urna/(wniosek|\d+/potwierdz|oglos|zmiana|ostateczny)/"), "/urzad/urna/"),
    (re.compile(r"/urzad/wnioski/\d+/podpisy/"), ""),
    (re.compile(r"/urzad/ogloszenie/oglos/"), "/urzad/ogloszenie/"),
    (re.compile(r"/urzad/odwolania/\d+/$"), ""),
    (re.compile(r"/urzad/(urna/remis/|karty/\d+/zamknij/)"), ""),
    (re.compile(r"/moje/\d+/(zloz|uzupelnij)/"), "własna"),
    (re.compile(r"/urzad/dwie-osoby/\d+/potwierdz/"), "/urzad/dwie-osoby/"),
)
HIDDEN = re.compile(
    r'<input\s+type="hidden"\s+name="(czyje|pokazane|wersja|szkic|widziane)"\s+value="([^"]*)"'
)


def words(response):
    """The page's source with every run of blanks as one: where a template breaks its lines is nothing to a reader."""
    return " ".join(response.content.decode().split())


class Visitor:
    """The test client at a town's host, with the clock of the request set."""

    def __init__(self, client, town, monkeypatch, now):
        self.client, self.town = client, town
        self._opened = []
        self.before = ""
        self.host = f"{town.slug}.localhost"
        monkeypatch.setattr(timezone, "now", lambda: now)

    def as_(self, user):
        self.client.force_login(user)
        return self

    def among(self, edition):
        """From now on at the addresses of an edition; at the town's own with None."""
        self.before = f"/edycja/{edition.slug}" if edition else ""
        return self

    def get(self, path, **data):
        if path == "/moje/nowy/":
            # A page on which a draft is begun is led to an address of its own.
            data.setdefault("szkic", secrets.token_hex(16))
        return self._kept(self.client.get(self.before + path, data, headers={"host": self.host}))

    def _kept(self, response):
        """The answer; a file in it is closed at the end, as a server does."""
        if response.streaming:
            self._opened.append(response)
        return response

    def close(self):
        for response in self._opened:
            response.close()

    def post(self, path, data=None, **more):
        """Send a form; in the booth with the hidden fields of the page that stands there now, as a browser does."""
        if path.startswith(BOOTH_FORMS) and not {"czyje", "pokazane"} & set(data or ()):
            data = {**self.hidden(REVIEW), **({} if path == CAST else self.hidden(path)), **(data or {})}
        if VERSIONED.match(path) and "wersja" not in (data or {}):
            data = {**self.hidden(path), **(data or {})}
        page = next((page for acts, page in SHOWN_BY if acts.match(path)), None)
        if page == "własna":
            # The page of a proposal is its address without the act.
            page = re.match(r"/moje/\d+/", path)[0]
        if page is not None and "widziane" not in (data or {}):
            data = {**self.hidden(page or path, path if page else ""), **(data or {})}
        return self._kept(
            self.client.post(self.before + path, data or {}, headers={"host": self.host}, **more)
        )

    def hidden(self, path, action=""):
        """The hidden fields of a page, or of its form with an action; without the token."""
        page = self.get(path).content.decode()
        if action:
            page = page.partition(f'action="{self.before}{action}"')[2].partition("</form>")[0]
        return dict(HIDDEN.findall(page))
