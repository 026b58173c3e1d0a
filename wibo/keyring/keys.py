"""What the keys of an edition do: tag a person, seal marks for the urn, seal a voter's part for the office.

Each edition has a key ring of its own, named at random, so that no number is ever used twice.

- tag key: HMAC of the canonical identity, so that one person is one tag and no tag leads back;
- urn key pair: marks are sealed to its public half and opened once, when two people open the urn;
- keying pair: what was keyed from a card that is keyed twice is sealed to it, for the worker alone to compare;
- checking key: draws which cards are keyed twice;
- office key pair: in the no-PESEL kind, name and address are sealed to it, apart from any choice.
"""

import hmac
import secrets
from datetime import date

from django.conf import settings
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from wibo.keyring import store
from wibo.memory import forget, lasting
from wibo.rulebook.people.tags import factor_of, tag_of

TAG, URN, OFFICE, KEYING, CHECKING = "tag.key", "urn", "office", "keying", "checking.key"


def create(ring: str) -> None:
    """Make all keys of a new ring. Raises NotTheWorker, and FileExistsError when the ring exists.

    The tag key comes last: once it is there, all of them are.
    """
    store.refuse_strangers()
    for name in (URN, OFFICE, KEYING):
        _write_pair(ring, name)
    store.write(ring, CHECKING, secrets.token_bytes(32), private=False)
    store.write(ring, TAG, secrets.token_bytes(32), private=False)


def _write_pair(ring: str, name: str) -> None:
    private = PrivateKey.generate()
    store.write(ring, f"{name}.key", bytes(private), private=True)
    store.write(ring, f"{name}.pub", bytes(private.public_key), private=False)


def supplement(ring: str) -> None:
    """Give a ring of an earlier version, or one restored from a copy, the keys for comparing paper that it lacks.

    They are never copied: with them choices could be read from old copies of the database. Cards that were waiting
    for a comparison are keyed again.
    """
    if not has_private(ring, KEYING):
        store.destroy(ring, f"{KEYING}.pub", private=False)
        forget("keys")
        _write_pair(ring, KEYING)
    if not store.exists(ring, CHECKING, private=False):
        store.write(ring, CHECKING, secrets.token_bytes(32), private=False)


def drawn_number(ring: str, content: str) -> int:
    """A number of 32 bits that nobody can foresee, the same for the same content. Raises KeyMissing once the urn is open."""
    digest = hmac.digest(store.read(ring, CHECKING, private=False), content.encode(), "sha256")
    return int.from_bytes(digest[:4])


_DAY = "day-{}.key"


def keep_day_key(ring: str, today: date) -> None:
    """See to it that today's key for places of the network exists, and none of another day. The worker's."""
    wanted = _DAY.format(today.isoformat())
    for name in store.names(ring):
        if name.startswith("day-") and name != wanted:
            store.destroy(ring, name, private=False)
    if not store.exists(ring, wanted, private=False):
        store.write(ring, wanted, secrets.token_bytes(32), private=False)


def place_digest(ring: str, day: date, place: str) -> bytes | None:
    """The digest of a network address on a day; None when that day has no key."""
    try:
        key = store.read(ring, _DAY.format(day.isoformat()), private=False)
    except store.KeyMissing:
        return None
    return hmac.digest(key, place.encode(), "sha256")


def destroy_urn(ring: str) -> None:
    """Destroy what could still tell a choice once the urn is open: its private key and those for comparing paper."""
    store.destroy(ring, CHECKING, private=False)
    if has_private(ring, KEYING):
        destroy_private(ring, KEYING)
    destroy_private(ring, URN)


def tag(ring: str, canonical: str) -> bytes:
    """The person's tag in this edition, 32 bytes. Raises KeyMissing."""
    return tag_of(_tag_key(ring), canonical)


def bond(ring: str, person: bytes, receipt: str) -> bytes:
    """What binds a person's taking part to the envelope with a receipt, 32 bytes: neither can be exchanged in the
    database by somebody who does not hold the key. Raises KeyMissing.
    """
    return hmac.digest(_tag_key(ring), b"bond:" + person + receipt.encode(), "sha256")


def factor(ring: str, person: bytes, name: str) -> bytes:
    """The digest of a name stated beside the PESEL of the person with a tag. Raises KeyMissing."""
    return factor_of(_tag_key(ring), person, name)


def facts_box(ring: str, code: str) -> SecretBox:
    """The box of what a voting code tells of its person: only who has the code can open it. Raises KeyMissing."""
    return SecretBox(hmac.digest(_tag_key(ring), b"facts:" + code.encode(), "sha256"))


def tag_key_for(ring: str, public: bytes) -> bytes:
    """The tag key sealed to a town's own public key, for `wibo register hash`. Raises KeyMissing, ValueError."""
    return SealedBox(PublicKey(public)).encrypt(_tag_key(ring))


# Keys never change while they exist; each process reads a file once and not at every ballot.
@lasting(256, "keys")
def _tag_key(ring: str) -> bytes:
    return store.read(ring, TAG, private=False)


@lasting(256, "keys")
def _box(ring: str, name: str) -> SealedBox:
    return SealedBox(PublicKey(store.read(ring, f"{name}.pub", private=False)))


def seal(ring: str, name: str, content: bytes) -> bytes:
    """Seal content so that only the holder of the private key `name` can read it. Raises KeyMissing."""
    return _box(ring, name).encrypt(content)


def ready(ring: str) -> bool:
    """Whether votes can be taken in: the keys that tag a person and seal marks are here."""
    try:
        _tag_key(ring)
        _box(ring, URN)
        _box(ring, OFFICE)
    except store.KeyMissing:
        return False
    return True


def opener(ring: str, name: str) -> SealedBox:
    """The box that opens what was sealed to `name`. Raises NotTheWorker, KeyMissing."""
    return SealedBox(PrivateKey(secret(ring, name)))


def secret(ring: str, name: str) -> bytes:
    """The private key of `name`, 32 bytes. Raises NotTheWorker, KeyMissing."""
    return store.read(ring, f"{name}.key", private=True)


def has_private(ring: str, name: str) -> bool:
    """Whether the private key still exists."""
    return store.exists(ring, f"{name}.key", private=True)


def destroy_private(ring: str, name: str) -> None:
    """Destroy a private key for good: what was sealed to it stays closed."""
    store.destroy(ring, f"{name}.key", private=True)


def destroy_all(ring: str) -> None:
    """Destroy every key of an edition (one that is removed, or at the end of retention)."""
    store.destroy(ring, TAG, private=False)
    for name in store.names(ring):
        if name == CHECKING or name.startswith("day-"):
            store.destroy(ring, name, private=False)
    for name in (URN, OFFICE, KEYING):
        destroy_private(ring, name)
        store.destroy(ring, f"{name}.pub", private=False)
    forget("keys")


def has_tag_key(ring: str) -> bool:
    """Whether tags of the ring can still be made, and so tell a person."""
    return store.exists(ring, TAG, private=False)


def number_of(ring: str) -> int:
    """How many keys of an edition there still are."""
    return len(store.names(ring)) + sum(has_private(ring, name) for name in (URN, OFFICE, KEYING))


WORKER = "service", "worker.key"


def worker_mac(content: bytes) -> bytes:
    """A MAC that the worker alone can make and check, 32 bytes; its key is made at the first use. Raises NotTheWorker."""
    store.refuse_strangers()
    ring, name = WORKER
    if not store.exists(ring, name, private=True):
        store.write(ring, name, secrets.token_bytes(32), private=True)
    return hmac.digest(store.read(ring, name, private=True), content, "sha256")


def cookie_box() -> SecretBox:
    """The box for the booth's cookie, from the service's own secret."""
    return SecretBox(hmac.digest(settings.SECRET_KEY.encode(), b"booth cookie", "sha256"))
