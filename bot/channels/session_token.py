"""Signed session tokens: who is speaking, and whether they agreed that facts are kept."""

import secrets
import time
from dataclasses import dataclass

import jwt

_ALGORITHM = "HS256"
_AUDIENCE = "advisor-web"
SHORTEST_SECRET = 32
LIFETIME_SECONDS = 90 * 24 * 3600


class TokenRefused(Exception):
    """The token is missing, forged or expired."""


@dataclass(frozen=True)
class Session:
    """``subject`` is the conversation's sender id; ``consent`` was given at the door."""

    subject: str
    consent: bool


class SessionTokens:
    """Issues and reads tokens with one secret.

    Raises ValueError for a secret shorter than 32 characters.
    """

    def __init__(self, secret: str, lifetime_seconds: int = LIFETIME_SECONDS) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise ValueError(
                f"SESSION_SECRET 缺失或太短：至少需要{SHORTEST_SECRET}个字符，例如用 openssl rand -hex 32 生成一个"
            )
        self._secret = secret
        self.lifetime_seconds = lifetime_seconds

    def issue(self, *, consent: bool, subject: str | None = None) -> str:
        """A token for ``subject``; for a new anonymous visitor without one."""
        now = int(time.time())
        claims = {
            "sub": subject or secrets.token_urlsafe(18),
            "aud": _AUDIENCE,
            "iat": now,
            "exp": now + self.lifetime_seconds,
            "consent": consent,
        }
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM)

    def read(self, authorization: str) -> Session:
        """The session of an ``Authorization: Bearer`` header.

        Raises TokenRefused.
        """
        scheme, _, token = authorization.partition(" ")
        try:
            claims = jwt.decode(
                token.strip(),
                self._secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "sub"]},
            )
        except jwt.InvalidTokenError as error:
            raise TokenRefused(str(error)) from error
        if scheme.lower() != "bearer":
            raise TokenRefused("not a bearer token")
        return Session(str(claims["sub"]), bool(claims.get("consent")))
