"""The door plate of the throwaway channel."""

from django.urls import reverse

from kuulu.foundation.channel import Channel, Dataset, Kind, Process


def words(text):
    return {"fi": text, "fi-simple": text, "sv": text, "en": text}


def rows():
    from .models import Wish

    return Wish.objects.values_list("matter__reference", "wished_for")


plate = Channel(
    code="wishes", name=words("Toiveet"), invitation=words("Toivo jotakin."), participation=("planning",),
    urls="tests.house.wishes.urls", prefix="toiveet", start="wishes:list", order=50,
    kinds=(Kind(code="wish", name=words("Toive"), address=lambda m: reverse("wishes:one", args=[m.reference]),
                words=lambda m: m.wish.wished_for),),
    process=Process(what=words("a"), who_decides=words("b"), how_long=words("c"), what_then=words("d")),
    open_data=(Dataset(code="wishes", name=words("Toiveet"), columns=("reference", "wished_for"), rows=rows),),
)  # fmt: skip
