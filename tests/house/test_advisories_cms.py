"""Holes that content back offices published, kept shut here: content people reach no accounts, rights or settings."""

import pytest
from django.test import Client

from kuulu.commons.people.models import Person

pytestmark = pytest.mark.django_db

#: addresses of the back office that belong to administrators alone
CLOSED = (
    "/cms/users/",
    "/cms/users/new/",
    "/cms/users/1/",
    "/cms/users/delete/1/",
    "/cms/groups/",
    "/cms/groups/new/",
    "/cms/bulk/people/person/delete/?id=1",
    "/cms/bulk/people/person/assign_role/?id=1",
    "/cms/bulk/people/person/set_active_state/?id=1",
    "/cms/units/",
    "/cms/snippets/",
    "/cms/snippets/people/unit/",
)


@pytest.mark.advisory("CVE-2023-45809")
@pytest.mark.advisory("CVE-2024-35228")
@pytest.mark.advisory("GHSA-w2v8-php4-p8hc")
@pytest.mark.parametrize("duty", ["communications", "translator"])
@pytest.mark.parametrize("path", CLOSED)
def test_content_people_reach_no_accounts_rights_or_set_up(small_city, duty, path):
    client = Client()
    client.force_login(small_city.people[duty])
    response = client.get(path, follow=True)
    where = response.redirect_chain[-1][0] if response.redirect_chain else path
    assert response.status_code in (403, 404) or where in ("/cms/", "/en/", "/fi/")
    names = [person.name for person in Person.objects.exclude(pk=small_city.people[duty].pk)]
    assert not [name for name in names if f">{name}<" in response.content.decode()]
