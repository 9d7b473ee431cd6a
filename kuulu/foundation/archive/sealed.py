"""Archives encrypted in the age format (age-encryption.org/v1): the machine needs only the public key to make them.

Public keys come from KUULU_BACKUP_RECIPIENTS, the secret key from KUULU_BACKUP_SECRET_KEY, which only a restore needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

MARK = b"age-encryption.org/v1\n"
ENDING = ".age"


class Locked(ValueError):
    """An archive that cannot be opened with what there is; the words say why."""


def new_pair() -> tuple[str, str]:
    """A new public key and its secret key."""
    import pyrage

    made = pyrage.x25519.Identity.generate()
    return str(made.to_public()), str(made)


def recipients() -> list[Any]:
    """The public keys that archives are encrypted for; none when they are not. Raises Locked for what is no key."""
    return [_recipient(word) for word in settings.KUULU.get("BACKUP_RECIPIENTS", ())]


def _recipient(word: str) -> Any:
    import pyrage

    kind = pyrage.ssh if word.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(word)
    except pyrage.RecipientError:
        raise Locked(f"KUULU_BACKUP_RECIPIENTS: {word[:12]}… is not a public key of age.") from None


def named(target: Path) -> Path:
    """The file's name, told apart when it will be encrypted."""
    return target.with_name(target.name + ENDING) if recipients() and target.suffix != ENDING else target


def is_sealed(source: Path) -> bool:
    """Whether a file is encrypted, by its first bytes."""
    with source.open("rb") as file:
        return file.read(len(MARK)) == MARK


def seal(plain: Path, target: Path) -> None:
    """Write an encrypted copy for all recipients."""
    import pyrage

    with plain.open("rb") as reader, target.open("wb") as writer:
        pyrage.encrypt_io(reader, writer, recipients())


def unseal(source: Path, target: Path) -> None:
    """Write the archive in clear. Raises Locked."""
    import pyrage

    key = _identity(source)
    try:
        with source.open("rb") as reader, target.open("wb") as writer:
            pyrage.decrypt_io(reader, writer, [key])
    except (pyrage.DecryptError, OSError) as fault:
        if getattr(fault, "errno", None):  # the disk's own fault, not the archive's
            raise
        if "No matching keys" in str(fault):
            words = f"{source.name} is encrypted for another key than that of KUULU_BACKUP_SECRET_KEY."
            raise Locked(words) from None
        raise Locked(f"{source.name} is damaged: it cannot be decrypted to its end.") from None


def _identity(source: Path) -> Any:
    import pyrage

    word = settings.KUULU.get("BACKUP_SECRET_KEY", "")
    if not word:
        raise Locked(f"{source.name} is encrypted. Set KUULU_BACKUP_SECRET_KEY to the secret key it was made for.")
    try:
        return pyrage.x25519.Identity.from_str(word)
    except pyrage.IdentityError:
        raise Locked("KUULU_BACKUP_SECRET_KEY is not a secret key of age.") from None
