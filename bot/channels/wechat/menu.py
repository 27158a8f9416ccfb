"""Puts menu.yml on the official account: python -m bot.channels.wechat.menu [--show | --delete]"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from bot.channels.wechat.api import AccountApi, Http
from bot.channels.wechat.errors import Code, Unreachable, WeChatError
from bot.channels.wechat.menu_file import MenuWrong, menu_body, read_menu
from bot.channels.wechat.settings import SettingsRefused, WeChatSettings
from bot.channels.wechat.store import store_at

_WHY: dict[int, str] = {
    Code.BAD_SECRET: "WECHAT_SECRET 不对，或者本机 IP 不在公众号后台的白名单里",
    Code.SECRET_WRONG: "WECHAT_SECRET 不对",
    Code.BAD_APPID: "WECHAT_APPID 不对",
    Code.NOT_AUTHORISED: "这个公众号没有自定义菜单接口的权限，请先认证，或在公众号后台手工配置",
}


async def push(environment: Mapping[str, str], body: dict[str, Any] | None) -> None:
    """Replace the account's menu by ``body``, or remove it for None.

    Raises SettingsRefused, WeChatError, Unreachable.
    """
    settings = WeChatSettings.read(environment)
    if settings is None or not settings.secret:
        raise SettingsRefused("请先设置 WECHAT_TOKEN、WECHAT_APPID 和 WECHAT_SECRET。")
    store, http = store_at(environment.get("REDIS_URL", "")), Http(settings.api_base, settings.api_seconds)
    try:
        api = AccountApi(http, settings.appid, settings.secret, store)
        await api.post("/cgi-bin/menu/create" if body else "/cgi-bin/menu/delete", body or {})
    finally:
        await http.close()
        await store.close()


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and do it; exit 1 with the reason when it fails."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.channels.wechat.menu", description="把 menu.yml 发布成公众号菜单"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help="只显示要发布的内容，不发布")
    what.add_argument("--delete", action="store_true", help="删除公众号现在的菜单")
    options = parser.parse_args(arguments)
    try:
        body = None if options.delete else menu_body(read_menu(), os.environ.get("PUBLIC_URL", "http://127.0.0.1:5005"))
        if options.show:
            print(json.dumps(body, ensure_ascii=False, indent=2))
            return
        asyncio.run(push(os.environ, body))
    except WeChatError as error:
        sys.exit(f"微信没有接受：{_WHY.get(error.code, '原因见微信文档')}（错误码{error.code}）。")
    except Unreachable as error:
        sys.exit(f"连不上微信（{error}），请检查网络后再试。")
    except (SettingsRefused, MenuWrong) as error:
        sys.exit(str(error))
    print("菜单已删除。" if options.delete else "菜单已发布；关注者重新进入公众号或24小时内会看到。")


if __name__ == "__main__":
    main()
