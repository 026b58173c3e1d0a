"""What the law may object to in an edition as it stands: said to the coordinator, who changes it or accepts it with a reason."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from wibo.access.refusal import Refused, reason_written
from wibo.editions.actions import journal
from wibo.editions.models import AcceptedRisk, Edition
from wibo.journal.acts import Act
from wibo.journal.events.editions import RiskAccepted
from wibo.rulebook.legal.risks import EditionFacts, PoolFacts, risks
from wibo.rulebook.voting.cautions import Caution, cautions
from wibo.wording import cautions as wording_of_cautions
from wibo.wording import risks as wording_of_risks


@dataclass(frozen=True, slots=True)
class LegalRisk:
    """A risk in words with its source, and its acceptance; None while it is open."""

    code: str
    words: str
    source: str
    accepted: AcceptedRisk | None = None

    @property
    def key(self) -> str:
        """A name for these very words."""
        return sha256(f"{self.code}\0{self.words}".encode()).hexdigest()[:16]


def legal_risks(edition: Edition) -> list[LegalRisk]:
    """All that may be objected to now, those that nobody has accepted first."""
    taken = {(one.code, one.words): one for one in edition.accepted_risks.all()}
    found = [
        LegalRisk(code, words, source, taken.get((code, words))) for code, words, source in _said(edition)
    ]
    return sorted(found, key=lambda one: one.accepted is not None)


def accept_risk(edition: Edition, risk: LegalRisk, reason: str, *, act: Act) -> None:
    """Keep the setting all the same. Raises Refused without a reason, and for what somebody has accepted already."""
    reason = reason_written(reason, "Napisz, dlaczego gmina tak chce. Stanie to w dzienniku.")
    with transaction.atomic():
        _, is_new = AcceptedRisk.objects.get_or_create(
            edition=edition,
            code=risk.code,
            words=risk.words,
            defaults={"reason": reason, "accepted_by": act.by, "accepted_at": act.at},
        )
        if not is_new:
            raise Refused("Tę uwagę już ktoś przyjął.")
        journal(RiskAccepted(risk=risk.words, reason=reason), edition, act)


def _said(edition: Edition) -> list[tuple[str, str, str]]:
    areas = tuple(pool.area_id is not None for pool in edition.pools.all())
    # Another age is another risk, though the caution says no number.
    numbers = {
        Caution.AGE: f" Teraz: {edition.min_voter_age}.",
        Caution.GUARDIAN: f" Teraz: {edition.voting.guardian_age}.",
    }
    found = [
        (caution.value, f"{said.words}{numbers.get(caution, '')}", said.source)
        for caution in cautions(edition.kind, edition.min_voter_age, edition.voting, areas)
        for said in [wording_of_cautions.said(caution)]
    ]
    return [*found, *((one.risk.value, *wording_of_risks.said(one)) for one in risks(_facts(edition)))]


def _facts(edition: Edition) -> EditionFacts:
    pools = edition.pools.select_related("area")
    return EditionFacts(
        year=edition.year,
        kind=edition.kind,
        has_basis=bool(edition.regulations.strip()),
        appeal_days=edition.evaluating.appeal_days,
        pools=tuple(
            PoolFacts(
                pool.name,
                pool.signatures,
                (pool.area.residents if pool.area else edition.town.population) or 0,
            )
            for pool in pools
        ),
        spans=tuple(one.days for one in edition.windows.all()),
    )
