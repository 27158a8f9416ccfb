"""Collects a turn's messages whole: text, custom and buttons stay together (Rasa's own channels split them)."""

from typing import Any

from rasa.core.channels.channel import OutputChannel

Reply = dict[str, Any]
"""{text: str, custom: dict, buttons: [{title, payload}]}."""


class CollectedOutput(OutputChannel):
    """One entry per bot message."""

    def __init__(self) -> None:
        self.messages: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in the tracker."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message as it is; a wholly empty one is no message."""
        text, custom = (message.get("text") or "").strip(), message.get("custom") or {}
        buttons = [_button(button) for button in message.get("buttons") or message.get("quick_replies") or []]
        if text or custom:
            self.messages.append({"text": text, "custom": custom, "buttons": buttons})

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Rasa's abstract method; everything goes through ``send_response``."""
        await self.send_response(recipient_id, {"text": text})


def _button(button: dict[str, Any]) -> dict[str, str]:
    return {"title": button.get("title", ""), "payload": button.get("payload", "")}
