"""Who looks at the comments of a matter."""

from __future__ import annotations

from django.db.models import Q

from kuulu.commons.people.models import Person, Role
from kuulu.commons.people.vocabulary import Duty

from ..models import Comment


def moderators_of(comment: Comment) -> list[Person]:
    """People whose duty of moderator reaches the matter today; each once. One query."""
    matter = comment.matter
    unit = matter.unit
    units = Q(unit__isnull=True) | (Q(unit_id__in=[unit.pk, unit.parent_id or 0]) if unit else Q())
    area = matter.area.code if matter.area else ""
    areas = Q(area_code="") | (Q(area_code=area) if area else Q())
    roles = Role.objects.in_force().filter(units, areas, duty=Duty.MODERATOR)
    return list({role.person_id: role.person for role in roles.select_related("person")}.values())
