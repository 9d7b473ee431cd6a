"""Learns from earlier routing which unit a text belongs to: multinomial naive Bayes over character n-grams.

A pure module: no database, no chance. The same past gives the same counts, bit for bit, and so the same digest.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

NGRAMS: Final = (3, 4, 5)
SEEN_AT_LEAST: Final = 2  #: a feature seen once teaches nothing
SMOOTHING: Final = 0.5
CATEGORY_WEIGHT: Final = 8  #: n-grams that the resident's own choice of category is worth
AREA_WEIGHT: Final = 3
TEMPERATURES: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
WANTED_PRECISION: Final = 0.95
FEWEST_SURE: Final = 20  #: fewer right guesses prove no threshold


@dataclass(frozen=True)
class Example:
    """One feedback that found its unit."""

    text: str
    category: str
    area: str
    unit: str


@dataclass
class Learnt:
    """The counts of a training, how bold its probabilities are, and above which one it may act alone (or never)."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    examples: Counter[str] = field(default_factory=Counter)
    temperature: float = 8.0
    threshold: float | None = None

    def __post_init__(self) -> None:
        self.totals = {unit: sum(counts.values()) for unit, counts in self.counts.items()}
        self.known = frozenset(feature for counts in self.counts.values() for feature in counts)


def features(text: str, category: str, area: str) -> Counter[str]:
    """What the model sees of a feedback: n-grams of its words, its category and its area."""
    found: Counter[str] = Counter()
    for word in re.findall(r"\w+", text.casefold())[:400]:
        padded = f"_{word}_"
        found.update(padded[i : i + n] for n in NGRAMS for i in range(len(padded) - n + 1))
    found[f"category:{category}"] = CATEGORY_WEIGHT
    if area:
        found[f"area:{area}"] = AREA_WEIGHT
    return found


def learn(examples: Iterable[Example]) -> Learnt:
    """Count what earlier feedbacks of each unit were made of."""
    counts: dict[str, Counter[str]] = {}
    seen: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for one in examples:
        found = features(one.text, one.category, one.area)
        counts.setdefault(one.unit, Counter()).update(found)
        total.update(found.keys())
        seen[one.unit] += 1
    kept = {
        unit: Counter({name: count for name, count in mine.items() if total[name] >= SEEN_AT_LEAST})
        for unit, mine in counts.items()
    }
    return Learnt(counts=kept, examples=seen)


def scores(learnt: Learnt, text: str, category: str, area: str) -> dict[str, float]:
    """The logarithm of how well each unit explains a feedback; only differences mean anything."""
    found = {name: count for name, count in features(text, category, area).items() if name in learnt.known}
    size, everything = len(learnt.known), sum(learnt.examples.values())
    told = {}
    for unit in sorted(learnt.counts):
        mine, whole = learnt.counts[unit], learnt.totals[unit] + SMOOTHING * size
        prior = math.log(learnt.examples[unit] / everything)
        told[unit] = prior + math.fsum(n * math.log((mine[name] + SMOOTHING) / whole) for name, n in found.items())
    return told


def guess(learnt: Learnt, text: str, category: str, area: str, *, best: int = 3) -> list[tuple[str, float]]:
    """The most likely units with their probability, best first; empty when nothing was learnt."""
    told = scores(learnt, text, category, area)
    if not told:
        return []
    top = max(told.values())
    weights = {unit: math.exp((score - top) / learnt.temperature) for unit, score in told.items()}
    whole = math.fsum(weights.values())
    ranked = sorted(weights, key=lambda unit: (-weights[unit], unit))
    return [(unit, round(weights[unit] / whole, 4)) for unit in ranked[:best]]


def tune(learnt: Learnt, held_back: Sequence[Example]) -> Learnt:
    """Choose the temperature that is honest about the examples held back, and the threshold they allow."""
    if held_back:
        learnt.temperature = min(TEMPERATURES, key=lambda t: (_surprise(learnt, held_back, t), t))
        learnt.threshold = _threshold(learnt, held_back)
    return learnt


def _surprise(learnt: Learnt, examples: Sequence[Example], temperature: float) -> float:
    trial = Learnt(counts=learnt.counts, examples=learnt.examples, temperature=temperature)
    told = (
        dict(guess(trial, one.text, one.category, one.area, best=len(learnt.counts))).get(one.unit, 0)
        for one in examples
    )
    return -math.fsum(math.log(max(probability, 1e-6)) for probability in told)


def _threshold(learnt: Learnt, examples: Sequence[Example]) -> float | None:
    """The lowest probability above which at least 95 % of the first guesses were right; None when there is none."""
    firsts = sorted(((top[0][1], top[0][0] == one.unit) for one, top in _guessed(learnt, examples)), reverse=True)
    right, lowest = 0, None
    for place, (probability, is_right) in enumerate(firsts, start=1):
        right += is_right
        is_last_alike = place == len(firsts) or firsts[place][0] < probability
        if is_last_alike and right / place >= WANTED_PRECISION and right >= FEWEST_SURE:
            lowest = probability
    return lowest


def _guessed(learnt: Learnt, examples: Sequence[Example]) -> list[tuple[Example, list[tuple[str, float]]]]:
    guesses = [(one, guess(learnt, one.text, one.category, one.area)) for one in examples]
    return [(one, top) for one, top in guesses if top]


def judge(learnt: Learnt, examples: Sequence[Example]) -> dict[str, float | int | None]:
    """How well it does on examples it has not seen: first guess, three best, and what it would route alone."""
    guesses = _guessed(learnt, examples)
    if not guesses:
        return {"examples": 0, "top1": None, "top3": None, "alone": 0, "precision": None, "threshold": learnt.threshold}
    alone = [(one, top) for one, top in guesses if learnt.threshold is not None and top[0][1] >= learnt.threshold]
    return {
        "examples": len(guesses),
        "top1": _share(sum(top[0][0] == one.unit for one, top in guesses), len(guesses)),
        "top3": _share(sum(one.unit in dict(top) for one, top in guesses), len(guesses)),
        "alone": _share(len(alone), len(guesses)),
        "precision": _share(sum(top[0][0] == one.unit for one, top in alone), len(alone)) if alone else None,
        "threshold": learnt.threshold,
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4)


def packed(learnt: Learnt) -> bytes:
    """The counts as bytes to keep; equal counts give equal bytes."""
    told = {
        "counts": {unit: dict(sorted(learnt.counts[unit].items())) for unit in sorted(learnt.counts)},
        "examples": dict(sorted(learnt.examples.items())),
        "temperature": learnt.temperature,
        "threshold": learnt.threshold,
    }
    return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(weights: bytes) -> Learnt:
    """What `packed` kept."""
    told = json.loads(zlib.decompress(weights))
    return Learnt(
        counts={unit: Counter(counts) for unit, counts in told["counts"].items()},
        examples=Counter(told["examples"]),
        temperature=told["temperature"],
        threshold=told["threshold"],
    )


def digest(weights: bytes) -> str:
    """A fingerprint by which two trainings are told alike or different."""
    return hashlib.sha256(zlib.decompress(weights)).hexdigest()
