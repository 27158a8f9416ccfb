"""Reads a file in a process of its own: a hostile PDF may hang or eat memory there, and nothing else stops.

``python -m knowledge.drafting.reading.apart NAME < FILE`` prints the document, or the refusal, as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys

from knowledge.drafting.document import Document
from knowledge.drafting.reading.files import read_document
from knowledge.errors import DocumentRefused

SECONDS = 60
_MEMORY = 2 * 1024**3


def read_apart(data: bytes, filename: str, *, seconds: float = SECONDS) -> Document:
    """As ``read_document``, within ``seconds``.

    Raises DocumentRefused, also when the reader takes too long or dies.
    """
    command = [sys.executable, "-m", "knowledge.drafting.reading.apart", filename]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired as error:
        raise DocumentRefused("这份文件太复杂，一分钟还没读完。请只上传有关的页，或把正文粘贴进来。") from error
    if "document" in answer:
        return Document.model_validate(answer["document"])
    raise DocumentRefused(answer.get("refused") or "这份文件读不出来。请另存一份再试，或把正文粘贴进来。")


def main() -> None:
    """The reader's own process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        document = read_document(sys.stdin.buffer.read(), sys.argv[1])
    except DocumentRefused as refusal:
        print(json.dumps({"refused": str(refusal)}))
    else:
        print(json.dumps({"document": document.model_dump()}))


if __name__ == "__main__":
    main()
