"""Tokens: who signed them, for how long, and what they carry."""

import time

import jwt
import pytest

from bot.channels.session_token import SHORTEST_SECRET, SessionTokens, TokenRefused

SECRET = "s" * SHORTEST_SECRET
CLAIMS = {"sub": "someone", "aud": "advisor-web", "exp": 4_000_000_000, "consent": True}


def forged(secret: str = SECRET, algorithm: str = "HS256", **changes: object) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    return jwt.encode(claims, secret, algorithm=algorithm)


REFUSED = {
    "nothing": "",
    "no token": "Bearer",
    "another scheme": f"Basic {forged()}",
    "not a token": "Bearer abc.def.ghi",
    "not ASCII": "Bearer 令牌",
    "another secret": f"Bearer {forged('x' * 32)}",
    "unsigned": f"Bearer {forged('', 'none')}",
    "another algorithm": f"Bearer {forged('s' * 64, 'HS512')}",
    "expired": f"Bearer {forged(exp=1_600_000_000)}",
    "never expires": f"Bearer {forged(exp=None)}",
    "for another service": f"Bearer {forged(aud='console')}",
    "nobody's": f"Bearer {forged(sub=None)}",
}


@pytest.mark.parametrize("secret", ["", "x" * (SHORTEST_SECRET - 1)])
def test_a_weak_secret_is_refused_in_plain_words(secret: str) -> None:
    with pytest.raises(ValueError, match="SESSION_SECRET 缺失或太短"):
        SessionTokens(secret)


@pytest.mark.parametrize("consent", [True, False])
def test_a_token_carries_its_subject_and_consent(consent: bool) -> None:
    tokens = SessionTokens(SECRET)
    session = tokens.read(f"Bearer {tokens.issue(consent=consent)}")
    assert session.consent is consent
    assert len(session.subject) >= 24


def test_no_two_visitors_share_a_subject() -> None:
    tokens = SessionTokens(SECRET)
    assert len({tokens.read(f"Bearer {tokens.issue(consent=False)}").subject for _ in range(50)}) == 50


def test_a_token_ends_with_its_lifetime() -> None:
    tokens = SessionTokens(SECRET, lifetime_seconds=1)
    token = tokens.issue(consent=True)
    time.sleep(1.1)
    with pytest.raises(TokenRefused):
        tokens.read(f"Bearer {token}")


@pytest.mark.parametrize("header", REFUSED.values(), ids=REFUSED)
def test_any_other_header_is_refused(header: str) -> None:
    with pytest.raises(TokenRefused):
        SessionTokens(SECRET).read(header)
