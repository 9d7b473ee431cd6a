"""Every envelope is as long as every other, opens with its key alone, and holds nothing but a ballot."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from kuulu.channels.budgeting.sealing.canonical import canonical
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.envelope import BOX, SUITE, TooLong, Unopenable, seal, unseal
from kuulu.channels.budgeting.sealing.keys import new_vote_key, public_of

from . import rfc9180

pytestmark = pytest.mark.once

KEY = new_vote_key()
PUBLIC = public_of(KEY)
CHOICES = [[], ["katos"], [f"kohde-{number}" for number in range(60)], {"katos": 3}, {}, ["äö"]]


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_what_was_sealed_is_opened_and_all_envelopes_are_of_one_size(choices):
    code = new_code()
    box = seal(PUBLIC, "koe", code, choices)
    assert len(box) == BOX == 1072
    assert unseal(KEY, "koe", box) == (code, choices)


def test_the_same_ballot_sealed_twice_looks_different():
    assert seal(PUBLIC, "koe", "K", ["a"]) != seal(PUBLIC, "koe", "K", ["a"])


def test_another_key_another_vote_and_a_changed_byte_open_nothing():
    box = seal(PUBLIC, "koe", "K", ["a"])
    changed = [box[:at] + bytes([box[at] ^ 1]) + box[at + 1 :] for at in (0, 31, 32, 500, 1071)]
    for key, vote, one in [(new_vote_key(), "koe", box), (KEY, "muu", box), *((KEY, "koe", one) for one in changed)]:
        with pytest.raises(Unopenable) as stopped:
            unseal(key, vote, one)
        assert stopped.value.why == "key"
    with pytest.raises(Unopenable):
        unseal(KEY, "koe", bytes(BOX))


@pytest.mark.parametrize("size", [0, 1, 48, 1071, 1073, 2144])
def test_every_other_size_is_refused(size):
    with pytest.raises(Unopenable) as stopped:
        unseal(KEY, "koe", bytes(size))
    assert stopped.value.why == "size"


def test_choices_that_are_too_long_are_refused():
    fits = 1022 - len(canonical({"code": "K", "choices": [""]}))
    assert unseal(KEY, "koe", seal(PUBLIC, "koe", "K", ["a" * fits]))[1] == ["a" * fits]
    with pytest.raises(TooLong):
        seal(PUBLIC, "koe", "K", ["a" * (fits + 1)])


def sealed(inside):
    return SUITE.encrypt(inside, X25519PublicKey.from_public_bytes(PUBLIC), info=b"kuulu-vote-1|koe")


BALLOT = b'{"choices":["a"],"code":"K"}'


@pytest.mark.parametrize(
    "inside, why",
    [
        ((28).to_bytes(2, "big") + BALLOT + b"\0" * 993 + b"x", "padding"),
        ((1023).to_bytes(2, "big") + BALLOT.ljust(1022, b"\0"), "padding"),
        ((27).to_bytes(2, "big") + BALLOT.ljust(1022, b"\0"), "padding"),
        ((29).to_bytes(2, "big") + BALLOT.ljust(1022, b"\0"), "content"),
        ((29).to_bytes(2, "big") + (b" " + BALLOT).ljust(1022, b"\0"), "content"),
        ((1022).to_bytes(2, "big") + b"[" * 1022, "content"),
        (b"\0" * 1024, "content"),
        ((2).to_bytes(2, "big") + b"[]".ljust(1022, b"\0"), "content"),
        ((20).to_bytes(2, "big") + b'{"choices":1,"c":"K"}'[:20].ljust(1022, b"\0"), "content"),
        ((24).to_bytes(2, "big") + b'{"choices":[],"code":12}'.ljust(1022, b"\0"), "content"),
        ((31).to_bytes(2, "big") + b'{"choices":"\\ud800","code":"K"}'.ljust(1022, b"\0"), "content"),
    ],
)
def test_wrong_padding_and_what_is_no_ballot_are_refused(inside, why):
    assert len(inside) == 1024
    with pytest.raises(Unopenable) as stopped:
        unseal(KEY, "koe", sealed(inside))
    assert stopped.value.why == why


def test_the_library_seals_as_rfc_9180_says():
    secret = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
    enc = bytes.fromhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
    sealed = bytes.fromhex("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a")
    plain = rfc9180.opened(secret, enc + sealed, b"Ode on a Grecian Urn", b"Count-0")
    assert plain == b"Beauty is truth, truth beauty"  # RFC 9180, A.1.1
    box = seal(PUBLIC, "koe", "K", ["a"])
    inside = rfc9180.opened(KEY.private_bytes_raw(), box, b"kuulu-vote-1|koe")
    assert inside == (len(BALLOT).to_bytes(2, "big") + BALLOT).ljust(1024, b"\0")
