"""Parts of an answer that could not be delivered yet: kept until the person says 继续, so that none is lost or doubled."""

import json

from bot.channels.wechat.outbound import Part, parts_from, written
from bot.channels.wechat.store import Store

_KEPT_SECONDS = 48 * 3600
_MOST_PARTS = 20
_GO_ON = ("继续", "接着看", "继续看", "看后面", "接着发")
_EDGES = ' \t\n。.！!，,~～“”"'


def asks_to_go_on(text: str) -> bool:
    """Whether the words ask for what is left, and nothing else."""
    return text.strip(_EDGES) in _GO_ON


class Leftovers:
    """Kept per person, shared by all workers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, sender: str, parts: list[Part], *, told: bool) -> None:
        """Keep ``parts``; ``told``: the person knows that 继续 brings them.

        What was left before and the person knew of, and did not ask for, goes; what nobody told them of stays in front.
        """
        if not parts:
            return
        before, knew = await self._read(sender)
        kept = [*([] if knew else before), *parts][-_MOST_PARTS:]
        text = json.dumps({"told": told and (knew or not before), "parts": written(kept)}, ensure_ascii=False)
        await self._store.put(_key(sender), text, _KEPT_SECONDS)

    async def untold(self, sender: str) -> bool:
        """Whether something is left that the person does not know of; from now on they count as told."""
        parts, told = await self._read(sender)
        if not parts or told:
            return False
        await self._store.put(_key(sender), json.dumps({"told": True, "parts": written(parts)}), _KEPT_SECONDS)
        return True

    async def take(self, sender: str) -> list[Part]:
        """What is left, which is then gone."""
        return _parts(await self._store.take(_key(sender)))[0]

    async def _read(self, sender: str) -> tuple[list[Part], bool]:
        return _parts(await self._store.get(_key(sender)))


def _parts(text: str | None) -> tuple[list[Part], bool]:
    if not text:
        return [], True
    kept = json.loads(text)
    return parts_from(kept["parts"]), bool(kept["told"])


def _key(sender: str) -> str:
    return f"{sender}:left"
