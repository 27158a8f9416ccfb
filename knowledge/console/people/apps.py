"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):  # type: ignore[misc]
    """Comes last among our own, so that every permission exists when the roles are filled."""

    name = "knowledge.console.people"
    label = "people"
    verbose_name = "人员"

    def ready(self) -> None:
        """Fill the roles after every migration."""
        from knowledge.console.people.setup import ensure_review, ensure_roles

        post_migrate.connect(ensure_roles, sender=self, dispatch_uid="roles")
        post_migrate.connect(ensure_review, sender=self, dispatch_uid="review")
