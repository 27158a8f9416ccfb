"""The console on a SQLite file of its own, seeded once; each test is rolled back."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knowledge.console.settings")
os.environ.setdefault("CONSOLE_SECRET", "a-secret-for-tests-of-the-console-only")

import django

django.setup()

PASSWORD = "xiao-mei-sha-2026"


@pytest.fixture(autouse=True)
def snapshots_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the published snapshot: what a test publishes is not what anybody else answers from."""
    published, own = Path(os.environ.get("SNAPSHOT_DIR") or "var/snapshots"), tmp_path / "snapshots"
    own.mkdir()
    pointer = published / "CURRENT"
    if pointer.exists():
        number = pointer.read_text(encoding="utf-8").strip()
        shutil.copytree(published / number, own / number)
        shutil.copy(pointer, own)
    monkeypatch.setenv("SNAPSHOT_DIR", str(own))


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file, for the threads of a test server see no database in memory."""
    from django.conf import settings
    from django.db import connections

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick

    name = str(Path(tempfile.mkdtemp(prefix="console-")) / "console.db")
    settings.DATABASES["default"] = {
        **settings.DATABASES["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "TEST": {"NAME": name},
    }
    connections["default"].settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """With the packaged content."""
    from knowledge.catalogue.load import load_catalogue
    from knowledge.console.content.store import import_live

    with django_db_blocker.unblock():
        import_live(load_catalogue())


@pytest.fixture
def person(db: None) -> Callable[..., Any]:
    """Makes somebody with a role (a name of a group), or a superuser."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    def make(name: str, role: str = "", *, superuser: bool = False) -> Any:
        user = get_user_model().objects.create_user(name, password=PASSWORD, is_superuser=superuser)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def editor(person: Callable[..., Any]) -> Any:
    return person("editor", "编辑")


@pytest.fixture
def reviewer(person: Callable[..., Any]) -> Any:
    return person("reviewer", "审核")


@pytest.fixture
def administrator(person: Callable[..., Any]) -> Any:
    return person("administrator", "管理员")


@pytest.fixture
def login() -> Iterator[Callable[[Any], Any]]:
    """A browser in which somebody is logged in."""
    from django.test import Client

    def log_in(user: Any) -> Any:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    yield log_in
