"""The register of entitled people: loaded from what was read, checked before the freeze, one person added."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import localtime
from nacl.exceptions import CryptoError

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.electorate import RegisterAdded, RegisterImported, TagKeySent
from wibo.journal.models import Entry
from wibo.keyring import keys
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.people.pesel import age_on
from wibo.rulebook.spelling.polish import counted, grouped
from wibo.rulebook.voting.voting_rules import Factor
from wibo.voting.electorate.models import RegisterDraft, RegisterEntry
from wibo.voting.electorate.register_reading import RegisterReading, last_day
from wibo.voting.electorate.voters import Voter
from wibo.wording.registers import unusable

_BATCH = 2000


def draft_register(
    edition: Edition, reading: RegisterReading, *, act: Act, file_name: str = ""
) -> RegisterDraft:
    """Keep what was read until its coordinator has looked at it and loads it; an earlier draft goes. Raises Refused."""
    _refuse_useless(edition, reading)
    values = {
        # Each row as long as the next: a name is asked of all or of none.
        "rows": b"".join(tag + digest for tag, digest in sorted(reading.tags.items())),
        "people": len(reading.tags),
        "repeated": reading.repeated,
        "too_young": reading.too_young,
        "taken": [list(pair) for pair in reading.taken],
        "ignored": list(reading.ignored),
        "odd": list(reading.odd),
        "frequent": list(reading.frequent),
        "file_name": file_name[-150:],
        "read_at": act.at,
        "read_by": act.by,
    }
    draft, _made = RegisterDraft.objects.update_or_create(edition=edition, defaults=values)
    return draft


@dataclass(frozen=True, slots=True)
class Replaced:
    """What loading a draft would change: people who go, of whom some were added by hand, and people who come."""

    gone: int
    added_by_hand: int
    new: int


def replaced(draft: RegisterDraft) -> Replaced:
    """What loading it would change, as the register stands now."""
    coming = set(_unpacked(draft))
    there = {
        bytes(tag)
        for tag in RegisterEntry.objects.filter(edition=draft.edition_id).values_list("tag", flat=True)
    }
    entries = Entry.objects.filter(edition=draft.edition_id)
    last = entries.filter(kind=RegisterImported.kind).order_by("-pk").values_list("pk", flat=True).first()
    by_hand = entries.filter(kind=RegisterAdded.kind, pk__gt=last or 0).count()
    return Replaced(len(there - coming), by_hand, len(coming - there))


def digest_of_register(edition: Edition) -> str:
    """The digest of all people on the register with the names beside them, whatever their order."""
    rows = RegisterEntry.objects.filter(edition=edition).values_list("tag", "factor")
    return sha256(b"".join(sorted(bytes(tag) + bytes(factor) for tag, factor in rows))).hexdigest()


def _unpacked(draft: RegisterDraft) -> dict[bytes, bytes]:
    packed = bytes(draft.rows)
    width = len(packed) // draft.people
    rows = (packed[at : at + width] for at in range(0, len(packed), width))
    return {row[:32]: row[32:] for row in rows}


def load_draft(draft: RegisterDraft, *, act: Act) -> int:
    """Make a draft the edition's register; how many people. Raises Refused."""
    with transaction.atomic():
        count = import_register(draft.edition, RegisterReading(_unpacked(draft)), act=act)
        draft.delete()
    return count


def refuse_unready_register(edition: Edition) -> None:
    """Raise Refused when the register would shut out people whom voting asks for a name that it does not hold."""
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        return
    entries = RegisterEntry.objects.filter(edition=edition)
    people = entries.count()
    if not people:
        raise Refused("Wykaz uprawnionych jest pusty: nikt nie mógłby zagłosować. Najpierw wczytaj wykaz.")
    if edition.voting.factor is Factor.NONE:
        return
    nameless = entries.filter(factor=b"").count()
    if nameless:
        raise Refused(
            f"W wykazie {counted(nameless, 'osoba nie ma', 'osoby nie mają', 'osób nie ma')} imienia, o które pyta "
            f"głosowanie (z {grouped(people)}). Nie mogłyby zagłosować. Wczytaj wykaz jeszcze raz, z imionami, albo "
            "zmień zasady."
        )


def _refuse_useless(edition: Edition, reading: RegisterReading) -> None:
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        raise Refused("W tej edycji głosuje się bez wykazu. Sposób głosowania wybiera się w zasadach edycji.")
    if edition.frozen_at:
        raise Refused("Karta i zasady są zamrożone. Wykazu nie można już wymienić.")
    if reading.faulty:
        raise Refused(f"Nic nie wczytano. {' '.join(unusable(reading.faulty))} Popraw plik.")
    if not reading.tags:
        raise Refused("W pliku nie ma żadnego poprawnego numeru PESEL.")


def import_register(edition: Edition, reading: RegisterReading, *, act: Act) -> int:
    """Replace the edition's register by the tags that were read; how many. Raises Refused."""
    _refuse_useless(edition, reading)
    with transaction.atomic():
        RegisterEntry.objects.filter(edition=edition).delete()
        # Sorted by tag, so that the order of rows says nothing of the order in the file.
        entries = (
            RegisterEntry(edition=edition, tag=tag, factor=f) for tag, f in sorted(reading.tags.items())
        )
        RegisterEntry.objects.bulk_create(entries, batch_size=_BATCH)
        record(
            RegisterImported(count=len(reading.tags), digest=digest_of_register(edition)),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )
    return len(reading.tags)


def add_to_register(edition: Edition, voter: Voter, reason: str, *, act: Act) -> None:
    """Put one person on the register who has shown at the office that they live here. Raises Refused.

    Works after freezing, too: courts hold that who is missing from a list must still be able to vote.
    """
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        raise Refused("W tej edycji nie ma wykazu.")
    if edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Nikt już nie może zagłosować.")
    if age_on(voter.birth_date, last_day(edition) or localtime(act.at).date()) < edition.min_voter_age:
        raise Refused(
            f"Do końca głosowania ta osoba nie skończy {edition.min_voter_age} lat, więc nie może głosować. Sprawdź datę "
            "urodzenia."
        )
    with transaction.atomic():
        _entry, made = RegisterEntry.objects.get_or_create(
            edition=edition, tag=voter.tag, defaults={"factor": voter.factor}
        )
        if not made:
            raise Refused(
                "Ta osoba jest już w wykazie. Jeśli głosowanie jej nie przyjmuje, popraw jej imię: przed zamrożeniem karty w "
                "pliku, który wczytasz jeszcze raz, a potem na stronie wykazu, w dwie osoby."
            )
        record(
            RegisterAdded(reason=reason, digest=digest_of_register(edition)),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )


def send_tag_key(edition: Edition, public: bytes, *, act: Act) -> bytes:
    """The key for making tags on the town's own computer, sealed to the town's public key: once. Raises Refused."""
    if edition.frozen_at:
        raise Refused("Karta i zasady są zamrożone. Wykazu nie można już wymienić.")
    if not keys.ready(edition.ring):
        raise Refused("Klucze tej edycji jeszcze nie powstały. Odczekaj minutę i spróbuj jeszcze raz.")
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        if Entry.objects.filter(edition=locked.pk, kind=TagKeySent.kind).exists():
            raise Refused("Klucz tej edycji już pobrano. Drugi raz go nie wydajemy; zgłoś się do operatora.")
        try:
            sealed = keys.tag_key_for(edition.ring, public)
        except (ValueError, TypeError, CryptoError) as error:
            raise Refused(
                "To nie jest klucz publiczny. Wklej wiersz, który wypisało polecenie wibo register key."
            ) from error
        record(
            TagKeySent(fingerprint=sha256(public).hexdigest()[:16]),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )
    return sealed
