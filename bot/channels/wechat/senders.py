"""Who speaks, as the conversation's sender id: never the openid itself, and never an id of another door."""

import hashlib
import hmac

ACCOUNT = "wx"
"""An official account's follower."""
MINI_PROGRAM = "wxa"
"""A mini-program's user."""


def of_mini_program(sender: str) -> bool:
    """Whether the sender id is a mini-program user's."""
    return sender.startswith(f"{MINI_PROGRAM}-")


def sender_id(door: str, appid: str, openid: str, secret: str) -> str:
    """The same for the same person, account and ``secret``; nobody without the secret can make or reverse one.

    The web door's own ids are random and have no prefix, and a caller chooses none of them.
    """
    digest = hmac.new(secret.encode(), f"{door}:{appid}:{openid}".encode(), hashlib.sha256)
    return f"{door}-{digest.hexdigest()[:40]}"
