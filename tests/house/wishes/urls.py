"""Two pages of the throwaway channel: where a wish is made and where it is read."""

from django.http import HttpResponse
from django.urls import path

from kuulu.commons.matters.actions import carry_on, open_matter
from kuulu.commons.matters.queries import carried

from .models import Wish


def begin(request):
    said, token = request.POST, request.GET.get("carried", "")
    if not said:
        brought = carried(token)
        return HttpResponse(f"{brought.title}|{brought.text}|{brought.lat}" if brought else "toiveet")
    matter = open_matter(kind="wish", title=said["title"], by=request.user if request.user.is_authenticated else None)
    Wish.objects.create(matter=matter, wished_for=said["text"])
    carry_on(matter, token=token)
    return HttpResponse(matter.reference)


app_name = "wishes"
urlpatterns = [
    path("", begin, name="list"),
    path("<str:reference>/", lambda request, reference: HttpResponse(reference), name="one"),
]
