"""Keeping the index: a public matter's words are posted, those of any other are taken out."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import F

from kuulu.commons.matters.models import Matter
from kuulu.foundation import registry

from . import grid
from .models import Form, Posting, Term
from .vocabulary import TITLE_WEIGHT
from .words import lemma, stem, tokens


def text_of(matter: Matter) -> tuple[str, str]:
    """What a matter says: its title, and all else that the public may read."""
    told = registry.kinds().get(matter.kind)
    more = told.words(matter) if told and told.words else ""
    return matter.title, f"{matter.summary} {matter.address} {matter.reference} {more}"


def weights(matter: Matter) -> tuple[dict[str, int], dict[str, str]]:
    """(term -> weight, form -> term) of one matter."""
    title, body = text_of(matter)
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for text, weight in ((title, TITLE_WEIGHT), (body, 1)):
        for word in tokens(text):
            term = forms.setdefault(word, lemma(word, matter.language))
            for entry in {term, stem(word, matter.language)}:
                counts[entry] = min(counts[entry] + weight, 60)
    return dict(counts), forms


@transaction.atomic
def index(matter: Matter) -> None:
    """Post the words of a public matter anew; for any other take them out."""
    forget(matter)
    if not matter.is_public:
        return
    counts, forms = weights(matter)
    Form.objects.bulk_create([Form(text=f, term=t) for f, t in forms.items()], ignore_conflicts=True)
    Term.objects.bulk_create([Term(text=t) for t in counts], ignore_conflicts=True)
    Term.objects.filter(text__in=list(counts)).update(matters=F("matters") + 1)
    Posting.objects.bulk_create([Posting(term=t, matter=matter, weight=w) for t, w in counts.items()])


def forget(matter: Matter) -> None:
    """Take a matter's words out of the index."""
    old = list(Posting.objects.filter(matter=matter).values_list("term", flat=True))
    if old:
        Posting.objects.filter(matter=matter).delete()
        Term.objects.filter(text__in=old, matters__gt=0).update(matters=F("matters") - 1)


def index_all(batch: int = 500) -> int:
    """Build the whole index anew in few queries; how many matters are in it."""
    Posting.objects.all().delete()
    Term.objects.all().delete()
    totals: Counter[str] = Counter()
    known: dict[str, str] = {}
    done, postings = 0, []
    for matter in Matter.objects.public().iterator(chunk_size=batch):
        counts, forms = weights(matter)
        known.update(forms)
        totals.update(counts.keys())
        postings += [Posting(term=t, matter=matter, weight=w) for t, w in counts.items()]
        done += 1
        if len(postings) > 5000:
            Posting.objects.bulk_create(postings)
            postings = []
    Posting.objects.bulk_create(postings)
    Form.objects.bulk_create([Form(text=f, term=t) for f, t in known.items()], batch_size=1000, ignore_conflicts=True)
    Term.objects.bulk_create([Term(text=t, matters=n) for t, n in totals.items()], batch_size=1000)
    grid.rebuild()
    return done
