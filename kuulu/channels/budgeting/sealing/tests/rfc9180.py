"""HPKE in base mode written down from RFC 9180, sections 4 to 6, to be held against the library."""

import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM, SUITE = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x01"


def extract(suite, salt, label, content):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + content, "sha256")


def expand(suite, key, label, told, length):
    told, block, out = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + told, b"", b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + told + bytes([number]), "sha256")
        out += block
    return out[:length]


def opened(secret, box, told, aad=b""):
    """The plaintext of `box` = encapsulated key and ciphertext."""
    key = X25519PrivateKey.from_private_bytes(secret)
    enc, sealed = box[:32], box[32:]
    shared = key.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + key.public_key().public_bytes_raw()
    shared = expand(KEM, extract(KEM, b"", b"eae_prk", shared), b"shared_secret", context, 32)
    context = b"\0" + extract(SUITE, b"", b"psk_id_hash", b"") + extract(SUITE, b"", b"info_hash", told)
    prk = extract(SUITE, shared, b"secret", b"")
    nonce = expand(SUITE, prk, b"base_nonce", context, 12)
    return AESGCM(expand(SUITE, prk, b"key", context, 16)).decrypt(nonce, sealed, aad)
