"""A key in software: makes a pair, signs what a page asks for, and answers as a browser's script sends it."""

import json
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

from wibo.accounts.passkeys import Site, add_key, to_add

_PRESENT, _HAS_KEY = 0x01, 0x40


class SoftKey:
    """One key of one person at one host."""

    def __init__(self, host, number=b"1"):
        self.host = host
        self.number = sha256(number).digest()
        self.private = ec.generate_private_key(ec.SECP256R1())

    def _head(self, flags, more=b""):
        return AuthenticatorData(sha256(self.host.encode()).digest() + bytes([flags, 0, 0, 0, 0]) + more)

    def _client(self, kind, options, origin):
        said = {"type": kind, "challenge": options["publicKey"]["challenge"], "origin": origin}
        return json.dumps(said).encode()

    def _answer(self, **response):
        number = websafe_encode(self.number)
        coded = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps(
            {
                "id": number,
                "rawId": number,
                "type": "public-key",
                "response": coded,
                "clientExtensionResults": {},
            }
        )

    def make(self, options, origin):
        public = ES256.from_cryptography_key(self.private.public_key())
        made = AttestedCredentialData.create(bytes(16), self.number, public)
        head = self._head(_PRESENT | _HAS_KEY, made)
        attested = cbor.encode({"fmt": "none", "authData": bytes(head), "attStmt": {}})
        client = self._client("webauthn.create", options, origin)
        return self._answer(clientDataJSON=client, attestationObject=attested)

    def sign(self, options, origin, flags=_PRESENT):
        head, client = self._head(flags), self._client("webauthn.get", options, origin)
        signature = self.private.sign(bytes(head) + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=bytes(head), signature=signature)


def add_soft_key(user, act, key=None, site=None):
    """Give a person a key at their town's address; the key and the printed codes."""
    host = f"{user.town.slug}.localhost"
    site = site or Site(host, f"http://{host}", user.town.name)
    key = key or SoftKey(site.host)
    question = to_add(user, site, act.at)
    codes = add_key(user, site, question, key.make(question.options, site.origin), "telefon", act=act)
    return key, codes
