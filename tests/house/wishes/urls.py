from django.http import HttpResponse
from django.urls import path

app_name = "wishes"
urlpatterns = [
    path("", lambda request: HttpResponse("toiveet"), name="list"),
    path("<str:reference>/", lambda request, reference: HttpResponse(reference), name="one"),
]
