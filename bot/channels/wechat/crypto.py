"""WeChat's signatures and message encryption: pure functions, on ``cryptography``'s AES."""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32
"""WeChat pads to 32 bytes, twice AES's own block."""
_RANDOM = 16
_LENGTH = struct.Struct(">I")


class CannotDecrypt(Exception):
    """Not a message that was encrypted with this key."""


class ForeignAppid(CannotDecrypt):
    """Encrypted with this key, yet for another account."""


def signature(*parts: str) -> str:
    """Forty hexadecimal digits over ``parts``, whose order does not matter."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def signed_by(claimed: str, *parts: str) -> bool:
    """Whether ``claimed`` is the signature of ``parts``; takes as long for a near miss as for a far one."""
    return hmac.compare_digest(claimed.encode(), signature(*parts).encode())


class MessageCrypto:
    """Encrypts and decrypts one account's messages.

    Raises ValueError for a key that is not 43 characters of base64.
    """

    def __init__(self, aes_key: str, appid: str) -> None:
        key = base64.b64decode(f"{aes_key}=", validate=True)
        if len(key) != 32:
            raise ValueError("an EncodingAESKey has 43 characters")
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16]))
        self._appid = appid.encode()

    def encrypt(self, message: str) -> str:
        """Base64 of the encrypted message."""
        content = message.encode()
        whole = secrets.token_bytes(_RANDOM) + _LENGTH.pack(len(content)) + content + self._appid
        padding = _BLOCK - len(whole) % _BLOCK
        encryptor = self._cipher.encryptor()
        padded = whole + bytes([padding]) * padding
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> str:
        """The message inside.

        Raises CannotDecrypt, ForeignAppid.
        """
        whole = self._unpadded(encrypted)
        if len(whole) < _RANDOM + _LENGTH.size:
            raise CannotDecrypt("too short")
        (length,) = _LENGTH.unpack_from(whole, _RANDOM)
        content, appid = whole[_RANDOM + _LENGTH.size :][:length], whole[_RANDOM + _LENGTH.size + length :]
        if not hmac.compare_digest(appid, self._appid):
            raise ForeignAppid("another appid")
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise CannotDecrypt("not UTF-8") from error

    def _unpadded(self, encrypted: str) -> bytes:
        try:
            data = base64.b64decode(encrypted, validate=True)
            decryptor = self._cipher.decryptor()
            whole = decryptor.update(data) + decryptor.finalize()
        except (binascii.Error, ValueError) as error:
            raise CannotDecrypt("neither base64 nor whole blocks") from error
        padding = whole[-1] if whole else 0
        if not 1 <= padding <= _BLOCK or whole[-padding:] != bytes([padding]) * padding:
            raise CannotDecrypt("bad padding")
        return whole[:-padding]
