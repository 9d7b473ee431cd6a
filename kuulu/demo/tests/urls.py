"""The house's addresses with the demo's before them, for tests that install it."""

from config import urls as house
from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from kuulu.demo.urls import bare

urlpatterns = [*bare, *house.urlpatterns]
