"""Signed, expiring ids of plans: nobody can guess or alter one."""

from __future__ import annotations

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

SHORTEST_SECRET = 32


class LinkRefused(Exception):
    """Not a link of ours, or altered."""


class LinkExpired(LinkRefused):
    """A good link whose time is over."""


class PlanLinks:
    """Signs and reads ids with one secret.

    Raises ValueError for a secret shorter than 32 characters.
    """

    def __init__(self, secret: str, lifetime_seconds: int) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise ValueError(
                f"SESSION_SECRET 太短：至少需要{SHORTEST_SECRET}个字符，例如用 openssl rand -hex 32 生成一个"
            )
        self._signer = URLSafeTimedSerializer(secret, salt="plan-link")
        self._lifetime = lifetime_seconds

    def sign(self, name: str) -> str:
        """The id to put into an address."""
        signed = self._signer.dumps(name)
        return signed.decode() if isinstance(signed, bytes) else signed

    def read(self, signed: str) -> str:
        """The plan's name.

        Raises LinkExpired or LinkRefused.
        """
        try:
            return str(self._signer.loads(signed, max_age=self._lifetime))
        except SignatureExpired as error:
            raise LinkExpired(str(error)) from error
        except BadSignature as error:
            raise LinkRefused(str(error)) from error
