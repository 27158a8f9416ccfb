"""Whether the advisor can answer: the language model is loaded and the action server responds."""

import asyncio
from typing import Any

import aiohttp
from rasa.core.agent import Agent

from bot.channels.switches import CHANNELS, CLOSED_STATUS, Switches

_TIMEOUT = aiohttp.ClientTimeout(total=1.5)


async def health(agent: Agent, action_server_url: str, switches: Switches) -> tuple[bool, dict[str, Any]]:
    """Whether all is well, and {status, snapshot, model, checks, channels}; ``model`` is the trained language model's id,
    ``channels`` says which are open: a channel that staff have closed is no failure."""
    model = agent.model_id if agent.is_ready() else None
    actions = await _status_of(action_server_url)
    well = model is not None and bool(actions)
    body = {
        "status": "ok" if well else "unavailable",
        "snapshot": actions.get("snapshot"),
        "model": model,
        "checks": {
            "language_model": model is not None,
            "action_server": bool(actions),
            "records": actions.get("records"),
            "embedding_model": actions.get("model"),
        },
        "channels": {name: CLOSED_STATUS if await switches.closed(name) else "open" for name in CHANNELS},
    }
    return well, body


async def _status_of(action_server_url: str) -> dict[str, Any]:
    """The action server's own account; {} when it does not answer."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as client,
            client.get(f"{action_server_url}/status") as answer,
        ):
            return await answer.json() if answer.status == 200 else {}
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        return {}
