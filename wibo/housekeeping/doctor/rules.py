"""Whether the ballot and its rules are those that were frozen."""

from collections.abc import Iterator

from wibo.editions.models import Edition
from wibo.journal.kinds import Kind
from wibo.journal.models import Entry, digest_of
from wibo.voting.frozen import frozen_content
from wibo.voting.models import Project


def findings(edition: Edition) -> Iterator[str]:
    """A frozen ballot that is not what its digest or the journal say, and strikes that nobody has recorded."""
    if not edition.frozen_at:
        return
    if digest_of(frozen_content(edition)) != edition.frozen_digest:
        yield "karta albo zasady są inne niż te, które zamrożono (skrót się nie zgadza)"
    frozen = Entry.objects.filter(edition=edition.pk, kind=Kind.BALLOT_FROZEN).order_by("-pk").first()
    if frozen is None or frozen.facts.get("digest") != edition.frozen_digest:
        yield "skrót zamrożonej karty jest inny niż w dzienniku"
    struck = Project.objects.filter(edition=edition).exclude(struck_at=None).count()
    told = Entry.objects.filter(edition=edition.pk, kind=Kind.PROJECT_STRUCK).count()
    numbers = {
        str(entry.facts["number"])
        for entry in Entry.objects.filter(edition=edition.pk, kind=Kind.PROJECT_STRUCK)
    }
    gone = set(
        Project.objects.filter(edition=edition).exclude(struck_at=None).values_list("number", flat=True)
    )
    if gone != numbers:
        yield f"skreślone są inne projekty, niż mówi dziennik: {', '.join(sorted(gone ^ numbers))}"
    if not struck == told == edition.strikes:
        yield f"skreślonych projektów jest {struck}, dziennik zna {told}, edycja liczy {edition.strikes}"
