"""What a duty opens in the content back office, in the words Django and Wagtail ask with."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .policy import Someone, has_duty, may_administer
from .vocabulary import Duty

#: what people of communications and translators may there besides looking in
CONTENT_APPS = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "pages")


class Duties(BaseBackend):
    """Administrators may everything; communications and translators what belongs to content."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        who: Someone = user_obj
        if may_administer(who):
            return True
        return has_duty(who, Duty.COMMUNICATIONS, Duty.TRANSLATOR) and perm.split(".")[0] in CONTENT_APPS

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, f"{app_label}.any")
