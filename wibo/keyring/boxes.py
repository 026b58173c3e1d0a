"""Small secrets at rest, sealed under keys derived from the installation's: whoever reads the database alone has none of them."""

from hashlib import blake2b

from django.conf import settings
from nacl.secret import SecretBox


def sealed(secret: str, purpose: bytes) -> bytes:
    """The secret as it is stored; `purpose` (at most 16 bytes) keeps those of one kind from being read as another."""
    return bytes(_box(purpose).encrypt(secret.encode()))


def opened(stored: bytes, purpose: bytes) -> str:
    """The secret of what is stored. Raises CryptoError for what another installation, or another purpose, has sealed."""
    return _box(purpose).decrypt(bytes(stored)).decode()


def _box(purpose: bytes) -> SecretBox:
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=SecretBox.KEY_SIZE, person=purpose)
    return SecretBox(key.digest())
