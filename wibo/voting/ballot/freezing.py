"""Drawing up the ballot from admitted proposals, freezing it with its rules, striking a project out."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction
from django.db.models import F
from django.utils.timezone import make_aware

from wibo.access.refusal import Refused
from wibo.editions.models import Edition, Pool
from wibo.evaluation.models import Appeal, MeritReview, Verdict
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import BallotDrawnUp, BallotFrozen, ProjectCorrected, ProjectStruck
from wibo.journal.events.editions import PoolChanged
from wibo.journal.models import digest_of
from wibo.keyring import keys
from wibo.proposals.following import tell_followers
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.award.lots import SeedError, clean_seed
from wibo.rulebook.voting.order import Entrant, Order, ballot_numbers
from wibo.rulebook.voting.possible import no_ballot
from wibo.voting.ballot.frozen import frozen_content
from wibo.voting.ballot.lists import PoolList, lists_of, longest_ballot, read_lists
from wibo.voting.ballot.models import Erratum, Project
from wibo.voting.ballot.sealing import size_for
from wibo.voting.electorate.register import refuse_unready_register
from wibo.wording.ballots import NO_BALLOT, ORDERS


def draw_up_ballot(edition: Edition, order: Order = Order.NUMBER, seed: str = "", *, act: Act) -> int:
    """Turn admitted proposals into numbered projects, replacing an earlier draft; how many. Raises Refused.

    By application number the ballot number is that number; in any other order it is the place. `seed` are the digits
    that were drawn in public. Groups that exclude each other keep their projects, whatever their numbers become.
    """
    if edition.frozen_at:
        raise Refused("Karta jest już zamrożona. Projekt można z niej tylko skreślić.")
    drawn = _seed(order, seed)
    with transaction.atomic():
        before = dict(Project.objects.filter(edition=edition).values_list("number", "proposal"))
        Project.objects.filter(edition=edition).delete()
        admitted = Proposal.objects.filter(edition=edition).admitted().in_order()
        proposals = list(admitted.select_related("pool", "category").prefetch_related("cost_lines"))
        if not proposals:
            raise Refused("Żaden wniosek nie jest dopuszczony do głosowania. Najpierw zakończcie ocenę.")
        pools = Pool.objects.filter(edition=edition).order_by("position", "pk")
        places = {key: place for place, key in enumerate(pools.values_list("pk", flat=True))}
        entrants = [_entrant(one, places) for one in proposals]
        numbers = ballot_numbers(entrants, order, drawn)
        costs = _verified_costs(edition)
        # One that a list of the town's has admitted was judged elsewhere: its cost is what the list says.
        Project.objects.bulk_create(
            _snapshot(one, costs.get(one.pk, one.cost), numbers[one.number]) for one in proposals
        )
        _carry_collisions(edition, before)
        edition.ballot_order, edition.ballot_seed = order.value, drawn
        edition.save(update_fields=["ballot_order", "ballot_seed"])
        told = ORDERS[order] + (f", ziarno {drawn}" if drawn else "")
        event = BallotDrawnUp(count=len(proposals), order=told)
        record(event, act, town=edition.town, edition=edition.pk, about=edition)
    return len(proposals)


def _seed(order: Order, typed: str) -> str:
    if order is not Order.DRAW:
        return ""
    try:
        return clean_seed(typed)
    except SeedError as error:
        raise Refused(
            "Wpisz ziarno losowania: co najmniej 10 cyfr, na przykład z rzutów kostką przy świadkach.", "seed"
        ) from error


def _entrant(proposal: Proposal, places: Mapping[int, int]) -> Entrant:
    """`places` are those of the lists on the ballot: two of one position stand one after the other, never mixed."""
    came = proposal.submitted_at
    if proposal.received_on:
        # Of paper the day counts, not the hour at which somebody copied it.
        came = make_aware(datetime.combine(proposal.received_on, time()))
    return Entrant(proposal.number, places.get(proposal.pool_id or 0, 0), came or proposal.created_at)


def _carry_collisions(edition: Edition, before: Mapping[str, int | None]) -> None:
    rows = Project.objects.filter(edition=edition).values_list("proposal", "number")
    now: dict[int | None, str] = dict(rows)
    for pool in Pool.objects.filter(edition=edition):
        kept = [[now[before[one]] for one in group if before.get(one) in now] for group in pool.collisions]
        groups = [group for group in kept if len(group) > 1]
        if before and groups != pool.collisions:
            Pool.objects.filter(pk=pool.pk).update(collisions=groups)


def put_in_order(edition: Edition, places: Mapping[int, int], *, act: Act) -> None:
    """Put the projects in the order of the places given by their keys; equal places stay as they were. Raises Refused."""
    if edition.frozen_at:
        raise Refused("Karta jest już zamrożona. Kolejności nie można już zmienić.")
    with transaction.atomic():
        rows = list(Project.objects.filter(edition=edition).select_related("pool").in_order())
        before = {one.number: one.proposal_id for one in rows}
        ordered = sorted(rows, key=lambda one: (one.pool.position, one.pool_id, places.get(one.pk, 0)))
        for one in rows:
            Project.objects.filter(pk=one.pk).update(number=f"–{one.pk}")
        for place, one in enumerate(ordered, 1):
            one.number = str(place)
            one.save(update_fields=["number", "number_sort", "search"])
        _carry_collisions(edition, before)
        edition.ballot_order, edition.ballot_seed = Order.HAND.value, ""
        edition.save(update_fields=["ballot_order", "ballot_seed"])
        event = BallotDrawnUp(count=len(rows), order=ORDERS[Order.HAND])
        record(event, act, town=edition.town, edition=edition.pk, about=edition)


def _verified_costs(edition: Edition) -> dict[int, int]:
    reviews = MeritReview.objects.standing().filter(proposal__edition=edition, verdict=Verdict.POSITIVE)
    rows = reviews.order_by("decided_at").values_list("proposal", "verified_cost")
    return {proposal: cost for proposal, cost in rows if cost is not None}


def _snapshot(proposal: Proposal, cost: int, number: str) -> Project:
    return Project(
        edition=proposal.edition,
        pool=proposal.pool,
        proposal=proposal,
        number=number,
        title=proposal.title,
        summary=proposal.summary,
        location=proposal.location,
        category=proposal.category.name if proposal.category else "",
        cost=cost,
    ).derive()


def freeze(edition: Edition, *, act: Act, shown: str | None = None) -> str:
    """Close ballot and rules for changes and open the way to voting; the digest. Raises Refused.

    With `shown` (the digest of the ballot that the official saw) another one is not frozen.
    """
    lists = lists_of(edition)
    if not lists:
        raise Refused("Najpierw ułóż listę projektów do głosowania.")
    for entry in lists:
        _refuse_unknown(entry.pool, {project.number for project in entry.projects})
        _refuse_impossible(entry)
    refuse_unready_register(edition)
    if not keys.ready(edition.ring):
        raise Refused(
            "Klucze tej edycji jeszcze nie powstały. Odczekaj minutę; jeśli to nie pomoże, wezwij operatora."
        )
    with transaction.atomic():
        locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if locked.frozen_at:
            raise Refused("Karta jest już zamrożona.")
        _refuse_undecided(locked)
        _refuse_outdated(locked)
        # Read again under the lock: what is digested is what is fixed.
        lists = read_lists(locked)
        digest = digest_of(frozen_content(locked))
        if shown is not None and shown != digest:
            raise Refused(
                "Karta albo zasady zmieniły się od otwarcia tej strony. Nic nie zamrożono. Sprawdź kartę jeszcze raz."
            )
        locked.frozen_at = act.at
        locked.frozen_digest = digest
        locked.envelope_size = size_for(longest_ballot(lists))
        locked.save(update_fields=["frozen_at", "frozen_digest", "envelope_size"])
        record(
            BallotFrozen(digest=locked.frozen_digest),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )
    edition.frozen_at, edition.frozen_digest = locked.frozen_at, locked.frozen_digest
    edition.envelope_size = locked.envelope_size
    return locked.frozen_digest


def _refuse_impossible(entry: PoolList) -> None:
    """Raise Refused for a list on which no vote could be valid: fewer projects than must be named, or dearer ones than may be."""
    found = no_ballot(entry.pool.ballot_rules, [project.cost for project in entry.projects])
    if found:
        raise Refused(f"Lista {entry.pool.name}: {NO_BALLOT[found]}")


def _refuse_undecided(edition: Edition) -> None:
    """Raise Refused while a verdict waits to be announced, or an appeal to be decided: after the freeze neither can."""
    judged = Proposal.objects.filter(edition=edition, status=Status.JUDGED).count()
    appeals = Appeal.objects.undecided().filter(proposal__edition=edition).count()
    if judged or appeals:
        raise Refused(
            f"Najpierw dokończcie ocenę: decyzji do ogłoszenia jest {judged}, a odwołań bez decyzji {appeals}. Po zamrożeniu nie "
            "da się już nikogo dopuścić."
        )


def _refuse_outdated(edition: Edition) -> None:
    """Raise Refused where the ballot is not what would be drawn up now: a verdict, a cost or a text has changed since."""
    drawn = {one.proposal_id: one for one in Project.objects.filter(edition=edition) if one.proposal_id}
    if not drawn:
        return
    costs = _verified_costs(edition)
    admitted = Proposal.objects.filter(edition=edition).admitted().select_related("pool")
    now = {
        one.pk: _snapshot(one, costs.get(one.pk, one.cost), one.number)
        for one in admitted.prefetch_related("cost_lines")
    }
    other = drawn.keys() ^ now.keys()
    other |= {pk for pk in drawn.keys() & now.keys() if _printed(drawn[pk]) != _printed(now[pk])}
    if other:
        numbers = Proposal.objects.filter(pk__in=other).in_order().values_list("number", flat=True)
        raise Refused(
            f"Od ułożenia karty zmieniły się wnioski nr {', '.join(numbers)}: decyzja, koszt albo treść. Ułóż listę projektów "
            "jeszcze raz."
        )


def _printed(project: Project) -> tuple[object, ...]:
    return project.pool_id, project.title, project.summary, project.location, project.cost


def name_collisions(pool: Pool, groups: list[list[str]], *, act: Act) -> Pool:
    """Name the groups of a list of which one project can win, in place of those named before. Raises Refused.

    Freezing closes them with the rest of the rules; after it a project can only be struck out.
    """
    if pool.edition.frozen_at:
        raise Refused("Karta jest już zamrożona. Projekt można z niej tylko skreślić.")
    pool.collisions = groups
    _refuse_unknown(pool, set(Project.objects.filter(pool=pool).values_list("number", flat=True)))
    with transaction.atomic():
        Pool.objects.filter(pk=pool.pk).update(collisions=groups)
        told = "; ".join(", ".join(group) for group in groups) or "żadne"
        record(
            PoolChanged(changes=f"{pool.name}: wykluczają się projekty: {told}", reason="ułożenie karty"),
            act,
            town=pool.edition.town,
            edition=pool.edition_id,
            about=pool,
        )
    return pool


def _refuse_unknown(pool: Pool, numbers: set[str]) -> None:
    """Refuse groups with a number that is not on the list, a number twice, or fewer than two."""
    for group in pool.collisions:
        unknown = [number for number in group if number not in numbers]
        if unknown:
            raise Refused(
                f"Na liście {pool.name} nie ma projektu nr {', '.join(unknown)}. Popraw, które projekty się wykluczają."
            )
        if len(set(group)) < 2 or len(set(group)) != len(group):
            raise Refused("W każdej grupie muszą być co najmniej dwa różne projekty.")


def strike(project: Project, reason: str, *, act: Act) -> Project:
    """Strike a project out: it keeps its votes and takes no part in the award. Raises Refused."""
    if not reason.strip():
        raise Refused("Napisz, dlaczego projekt jest skreślany. Powód będzie publiczny.")
    publication = getattr(project.edition, "publication", None)
    if publication is not None and publication.final_at:
        raise Refused(
            "Wynik jest już ostateczny. Zwycięzcę, którego nie da się wykonać, wskazują dwie osoby (Urna i wynik)."
        )
    with transaction.atomic():
        if not Project.objects.select_for_update().filter(pk=project.pk, struck_at=None).exists():
            raise Refused("Ten projekt jest już skreślony.")
        project.struck_at, project.struck_reason = act.at, reason
        project.save(update_fields=["struck_at", "struck_reason"])
        Edition.objects.filter(pk=project.edition_id).update(strikes=F("strikes") + 1)
        record(
            ProjectStruck(number=project.number, reason=reason),
            act,
            town=project.edition.town,
            edition=project.edition_id,
            about=project,
        )
        if project.proposal is not None:
            said = f"Projekt nr {project.number} jest skreślony. Powód: {reason}"
            tell_followers(project.proposal, said, at=act.at, subject="skreślony")
    return project


def put_right(project: Project, part: str, wrong: str, right: str, reason: str, *, act: Act) -> Erratum:
    """Put a slip in a frozen ballot right, for everyone to read beside it; nothing that was voted on changes. Raises Refused."""
    if not project.edition.frozen_at:
        raise Refused("Karta nie jest zamrożona: popraw wniosek i ułóż listę projektów jeszcze raz.")
    with transaction.atomic():
        made: Erratum = Erratum.objects.create(
            project=project, part=part, wrong=wrong, right=right, reason=reason, corrected_at=act.at
        )
        # What processes remember of the ballot is read anew.
        Edition.objects.filter(pk=project.edition_id).update(strikes=F("strikes") + 1)
        event = ProjectCorrected(project.number, str(made.get_part_display()), reason)
        record(event, act, town=project.edition.town, edition=project.edition_id, about=project)
    return made
