"""Collects a turn's messages whole: text, custom and buttons stay together (Rasa's own channels split them)."""

from typing import Any, Dict, List, Text

from rasa.core.channels.channel import OutputChannel

Reply = Dict[str, Any]


class CollectedOutput(OutputChannel):
    """One entry per bot message: {text, custom, buttons}."""

    def __init__(self) -> None:
        self.messages: List[Reply] = []

    @classmethod
    def name(cls) -> Text:
        """The channel's name in the tracker."""
        return "web"

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        """Keep one message as it is."""
        reply = {
            "text": (message.get("text") or "").strip(),
            "custom": message.get("custom") or {},
            "buttons": [
                {"title": button.get("title", ""), "payload": button.get("payload", "")} for button in message.get("buttons") or []
            ],
        }
        if reply["text"] or reply["custom"]:
            self.messages.append(reply)

    async def send_text_message(self, recipient_id: Text, text: Text, **kwargs: Any) -> None:
        """Rasa's abstract method; everything goes through ``send_response``."""
        await self.send_response(recipient_id, {"text": text})
