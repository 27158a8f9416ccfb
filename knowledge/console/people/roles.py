"""The three roles: 编辑 writes, 审核 also lets others' work go live, 管理员 also looks after people and channels."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

EDITORS, REVIEWERS, ADMINISTRATORS = "编辑", "审核", "管理员"
ROLES = (EDITORS, REVIEWERS, ADMINISTRATORS)

View = Callable[..., HttpResponse]


def can_edit(user: Any) -> bool:
    """Whether they may write, import and draft."""
    return _in_one_of(user, {EDITORS, REVIEWERS, ADMINISTRATORS})


def can_review(user: Any) -> bool:
    """Whether they may let other people's work go live, and publish snapshots."""
    return _in_one_of(user, {REVIEWERS, ADMINISTRATORS})


def can_administer(user: Any) -> bool:
    """Whether they may change people and switch channels."""
    return _in_one_of(user, {ADMINISTRATORS})


def role_names(user: Any) -> set[str]:
    """The names of their groups, read once for each user object."""
    if not hasattr(user, "_role_names"):
        user._role_names = set(user.groups.values_list("name", flat=True))
    return set(user._role_names)


def _in_one_of(user: Any, roles: set[str]) -> bool:
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_superuser or role_names(user) & roles)


def _only(allowed: Callable[[Any], bool]) -> Callable[[View], View]:
    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorated


editors_only = _only(can_edit)
reviewers_only = _only(can_review)
administrators_only = _only(can_administer)
