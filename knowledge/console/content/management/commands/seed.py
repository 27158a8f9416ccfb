"""``seed``: fills an empty console with the packaged content and makes the first administrator. Safe to repeat."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from knowledge.catalogue.load import load_catalogue
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import import_live
from knowledge.console.people.roles import ADMINISTRATORS

_HOW = "还没有管理员：设 CONSOLE_ADMIN_USER 和 CONSOLE_ADMIN_PASSWORD 再启动，或在终端里运行 make console 按提示创建。"


class Command(BaseCommand):  # type: ignore[misc]
    """Fills an empty console and makes the first administrator."""

    help = "首次启动：导入随软件提供的知识库，创建管理员（可重复运行）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is not done yet.

        Raises CommandError when the given administrator's password is too weak.
        """
        if not any(model.objects.exists() for model in ENTRIES.values()):
            self.stdout.write(f"导入了 {import_live(load_catalogue())} 条内容。")
        if not get_user_model().objects.filter(is_superuser=True).exists():
            self._make_administrator()

    def _make_administrator(self) -> None:
        name, password = os.environ.get("CONSOLE_ADMIN_USER", ""), os.environ.get("CONSOLE_ADMIN_PASSWORD", "")
        if name and password:
            if problems := _weak(password, name):
                raise CommandError(f"CONSOLE_ADMIN_PASSWORD 不合格：{problems}")
        elif sys.stdin.isatty() and sys.stdout.isatty():
            name, password = self._asked()
        else:
            self.stdout.write(_HOW)
            return
        user = get_user_model().objects.create_superuser(name, password=password)
        user.groups.add(Group.objects.get(name=ADMINISTRATORS))
        self.stdout.write(f"创建了管理员 {name}。")

    def _asked(self) -> tuple[str, str]:
        self.stdout.write("第一次启动，先创建管理员。")
        name = ""
        while not name:
            name = input("用户名：").strip()
        while True:
            password = getpass.getpass("密码（至少10位，不显示）：")
            if problems := _weak(password, name):
                self.stdout.write(problems)
            elif password != getpass.getpass("再输一遍："):
                self.stdout.write("两遍不一样，请重新输入。")
            else:
                return name, password


def _weak(password: str, name: str) -> str:
    try:
        validate_password(password, get_user_model()(username=name))
    except ValidationError as error:
        return "".join(error.messages)
    return ""
