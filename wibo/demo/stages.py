"""Moving the demo town to a stage: dates move, and invented people do what is still missing."""

import random
from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.demo.building import BY, SLUG, birth_date_of
from wibo.demo.ideas import IDEAS
from wibo.demo.people import FIRST_NAMES, STREETS, SURNAMES
from wibo.demo.schedule import TODAY, dates_for
from wibo.editions.actions import change_schedule
from wibo.editions.models import Edition
from wibo.evaluation.actions import decide_formally, decide_on_merit
from wibo.evaluation.criteria import FORMAL, MERIT
from wibo.evaluation.models import Verdict
from wibo.housekeeping.ticking import tick
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.results.actions.counting import count_all, latest_runs, publish, settle_tie
from wibo.results.models import Publication, TieDraw
from wibo.rulebook.ballots import Marks
from wibo.towns.models import Town
from wibo.voting import voters
from wibo.voting.actions.ballot import draw_up_ballot, freeze
from wibo.voting.actions.casting import cast
from wibo.voting.actions.paper import PaperCard, close_batch, enter_paper, open_batch
from wibo.voting.actions.urn import open_urn
from wibo.voting.lists import PoolList, lists_for, lists_of
from wibo.voting.models import Envelope, PaperBatch

STAGES = tuple(TODAY)
WEB_BALLOTS, PAPER_BALLOTS = 160, 60
_ORDER = {stage: place for place, stage in enumerate(STAGES)}


def move_to(stage: str) -> str:
    """Open the stage now and say what was done. Raises Refused when the urn is open already."""
    town = Town.objects.filter(slug=SLUG).first()
    if town is None:
        raise Refused("Nie ma jeszcze miasta pokazowego. Uruchom make run albo dodaj --rebuild.")
    with scope(town=town):
        edition = _edition()
        if edition.urn_opened_at and _ORDER[stage] < _ORDER["counting"]:
            raise Refused(
                "Urna jest już otwarta, a z tego nie ma powrotu. Dodaj --rebuild, aby zbudować miasto od nowa."
            )
        if edition.frozen_at and _ORDER[stage] < _ORDER["voting"]:
            raise Refused(
                "Karta jest już zamrożona, a z tego nie ma powrotu. Dodaj --rebuild, aby zbudować miasto od nowa."
            )
        done = _Acts(edition).up_to(stage)
        tick(timezone.now())
    return f"Miasto jest na etapie: {stage}. {' '.join(done)}".strip()


def _edition() -> Edition:
    found = Edition.objects.prefetch_related("windows", "pools", "areas").select_related("town")
    edition: Edition = found.get(imported=False)
    return edition


class _Acts:
    """What the invented people do, each act only when it is missing."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.told: list[str] = []
        self.chance = random.Random(11)  # noqa: S311 - the same town at every build

    def up_to(self, stage: str) -> list[str]:
        """Everything that must have happened before the stage."""
        place = _ORDER[stage]
        if place >= _ORDER["voting"] and not self.edition.frozen_at:
            self._dates("evaluation")
            self._evaluate()
            draw_up_ballot(self.edition, by=BY, at=timezone.now())
            freeze(self.edition, by=BY, at=timezone.now())
            self.told.append("Zamrożono kartę.")
        if (
            place >= _ORDER["voting"]
            and not Envelope.objects.filter(edition=self.edition).count() >= WEB_BALLOTS
        ):
            self._dates("voting")
            self._vote()
        if place >= _ORDER["counting"]:
            self._close_batches()
        if stage == "results":
            self._count()
        self._dates(stage)
        return self.told

    def _dates(self, stage: str) -> None:
        now = timezone.now()
        change_schedule(
            self.edition, dates_for(stage, now), by=BY, at=now, reason="przesunięcie miasta pokazowego"
        )
        self.edition = _edition()

    def _evaluate(self) -> None:
        ewa, piotr = (User.objects.by_email(f"{name}@lipowo.example") for name in ("ewa", "piotr"))
        fates = {idea.title: idea for idea in IDEAS}
        now = timezone.now()
        rows = Proposal.objects.filter(edition=self.edition).select_related("edition__town", "pool", "author")
        for proposal in rows.filter(status=Status.SUBMITTED).in_order():
            idea = fates.get(proposal.title)
            negative = idea is not None and idea.fate == "formal-negative"
            decide_formally(
                proposal, verdict=Verdict.NEGATIVE if negative else Verdict.POSITIVE,
                answers={c.code: {"answer": "yes", "note": ""} for c in FORMAL},
                reasons=idea.reasons if negative and idea else "", user=ewa, at=now,
            )  # fmt: skip
        for proposal in rows.filter(status=Status.MERIT_REVIEW).prefetch_related("cost_lines").in_order():
            idea = fates.get(proposal.title)
            too_dear = proposal.pool is None or proposal.cost > proposal.pool.amount
            negative = too_dear or (idea is not None and idea.fate == "merit-negative")
            reasons = idea.reasons if idea and idea.reasons else "Koszt jest wyższy niż pula."
            decide_on_merit(
                proposal, verdict=Verdict.NEGATIVE if negative else Verdict.POSITIVE,
                answers={c.code: {"answer": "yes", "note": ""} for c in MERIT},
                reasons=reasons if negative else "",
                verified_cost=None if negative else proposal.cost, user=piotr, at=now,
            )  # fmt: skip
        self.told.append("Oceniono wnioski.")

    def _vote(self) -> None:
        now = timezone.now()
        lists = lists_of(self.edition)
        areas = list(self.edition.areas.all())
        for at in range(WEB_BALLOTS):
            area = self.chance.choice(areas).pk
            marks = self._marks(lists_for(lists, area))
            cast(self.edition, self._voter(at), area, marks, idempotency_key=f"demo-{at}", now=now)
        batch = PaperBatch.objects.filter(
            edition=self.edition, name="szkoła, ul. Szkolna 5"
        ).first() or open_batch(
            self.edition,
            "szkoła, ul. Szkolna 5",
            localtime(now).date() - timedelta(days=1),
            PAPER_BALLOTS,
            by=BY,
            at=now,
        )
        for serial in range(1, PAPER_BALLOTS + 1):
            area = self.chance.choice(areas).pk
            # Some of these people have voted on the web already: their cards are duplicates.
            voter = self._voter(WEB_BALLOTS - 3 + serial)
            reason = {17: "N09", 31: "N06"}.get(serial, "")
            card = PaperCard(
                None if reason == "N06" else voter, area, self._marks(lists_for(lists, area)), reason
            )
            enter_paper(batch, serial, card, by=BY, at=now)
        self.told.append("Wymyślone osoby zagłosowały.")

    def _voter(self, at: int) -> voters.Voter:
        chance = random.Random(at)  # noqa: S311
        first, surname = FIRST_NAMES[at % len(FIRST_NAMES)], SURNAMES[at % len(SURNAMES)]
        born = birth_date_of(chance, timezone.now().date())
        address = f"ul. {STREETS[at % len(STREETS)]} {at % 90 + 1}"
        return voters.by_name(self.edition, first, surname, born, address, declared=True)

    def _marks(self, lists: list[PoolList]) -> dict[int, Marks]:
        marks = {}
        for entry in lists:
            limit = entry.pool.max_length or len(entry.projects)
            weights = [len(entry.projects) + 2 - place for place in range(len(entry.projects))]
            wanted = self.chance.choices(entry.projects, weights, k=min(limit, len(entry.projects)))
            marks[entry.pool.pk] = Marks(tuple(dict.fromkeys(project.number for project in wanted)))
        return marks

    def _close_batches(self) -> None:
        for batch in PaperBatch.objects.filter(edition=self.edition, closed_at=None).select_related(
            "edition__town"
        ):
            note = (
                "" if batch.envelopes.count() == batch.expected else "Miasto pokazowe: liczby nie sprawdzano."
            )
            close_batch(batch, note, by=BY, at=timezone.now())

    def _count(self) -> None:
        now = timezone.now()
        if not self.edition.urn_opened_at:
            self._dates("counting")
            open_urn(self.edition, by="Anna Wilczek i Tadeusz Kania", at=now)
        if Publication.objects.filter(edition=self.edition).exists():
            return
        count_all(self.edition, by="Anna Wilczek", at=now)
        for run in latest_runs(self.edition):
            if run.tied:
                reason = "Losowanie w obecności komisji i mieszkańców, w sali nr 3 urzędu."
                settle_tie(run, run.tied, TieDraw.Method.DRAW, reason, by="Tadeusz Kania", at=now)
        publish(self.edition, by="Anna Wilczek", at=now)
        self.told.append("Ogłoszono wyniki.")
