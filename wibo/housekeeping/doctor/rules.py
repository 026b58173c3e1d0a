"""Whether the ballot and its rules are those that were frozen."""

from collections.abc import Iterator

from wibo.editions.models import Edition
from wibo.journal.events.ballots import BallotFrozen, ProjectStruck
from wibo.journal.models import Entry, digest_of
from wibo.voting.ballot.frozen import frozen_content
from wibo.voting.models import Project


def findings(edition: Edition) -> Iterator[str]:
    """A frozen ballot that is not what its digest or the journal say, and strikes that nobody has recorded."""
    if not edition.frozen_at:
        return
    if digest_of(frozen_content(edition)) != edition.frozen_digest:
        yield "karta albo zasady są inne niż te, które zamrożono (skrót się nie zgadza)"
    frozen = Entry.objects.filter(edition=edition.pk, kind=BallotFrozen.kind).order_by("-pk").first()
    if frozen is None or frozen.facts.get("digest") != edition.frozen_digest:
        yield "skrót zamrożonej karty jest inny niż w dzienniku"
    entries = Entry.objects.filter(edition=edition.pk, kind=ProjectStruck.kind)
    told = [str(entry.facts["number"]) for entry in entries]
    struck = list(
        Project.objects.filter(edition=edition).exclude(struck_at=None).values_list("number", flat=True)
    )
    if other := set(struck) ^ set(told):
        yield f"skreślone są inne projekty, niż mówi dziennik: {', '.join(sorted(other))}"
    if not len(struck) == len(told) == edition.strikes:
        yield f"skreślonych projektów jest {len(struck)}, dziennik zna {len(told)}, edycja liczy {edition.strikes}"
