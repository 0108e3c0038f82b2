"""What is refused or has not happened is denied, and never counted as done."""

from __future__ import annotations

import pytest

from headcount.read import read
from headcount.values.documents import Document, digest_of


@pytest.mark.parametrize(
    ("lang", "text", "modality"),
    [
        ("en", "Norway refuses to repatriate 5 women from Syria.", "denied"),
        ("en", "Norway has not repatriated any of its 80 women.", "denied"),
        ("en", "The court rejected the return of 12 children.", "denied"),
        ("en", "Norway, which refuses to repatriate adults, brought home 5 children.", "asserted"),
        ("en", "Some 40 children were not only wounded but displaced.", "asserted"),
        ("fr", "La Norvège refuse de rapatrier 5 femmes.", "denied"),
        ("fr", "La Norvège n'a pas rapatrié 80 femmes.", "denied"),
        ("ru", "Норвегия отказалась возвращать 5 женщин из Сирии.", "denied"),
        ("ru", "Власти не вернули 80 женщин.", "denied"),
        ("ru", "Боевики не только убили 20 женщин, но и похитили детей.", "asserted"),
        ("uk", "Влада не повернула 80 жінок.", "denied"),
    ],
)
def test_a_refusal_is_no_return(lang: str, text: str, modality: str) -> None:
    (figure,) = read(Document("d", text, digest_of(text), lang, published="2020-01-01")).figures
    assert figure.modality == modality
