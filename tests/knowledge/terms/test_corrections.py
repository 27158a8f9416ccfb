import pytest

from knowledge.terms.corrections import correction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("唔係500萬，係800萬", (500, 800, False)),
        ("500万写错了，是800万", (500, 800, False)),
        ("500万改成600万左右", (500, 600, True)),
        ("不是500万，是800", (500, 800, False)),
        ("发明3个不对，是5个", (3, 5, False)),
        ("想贷500万，营收800万", None),
        ("500万错了吗，我们有3个专利", None),
    ],
)
def test_what_replaces_what(text: str, expected: tuple | None) -> None:
    assert correction(text) == expected
