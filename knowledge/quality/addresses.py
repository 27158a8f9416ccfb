"""Every web address that the catalogue holds, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import HttpUrl

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import Apply, Institution, Source


@dataclass(frozen=True)
class Use:
    """One place of an address. ``item_kind``: records | institutions | glossary | faq; ``field``: its Chinese label."""

    item_kind: str
    id: str
    title: str
    owner: str
    field: str


def addresses(catalogue: Catalogue) -> dict[str, list[Use]]:
    """Address -> its places, in the order of the catalogue."""
    found: dict[str, list[Use]] = defaultdict(list)
    for url, use in _all(catalogue):
        if url is not None and use not in found[str(url)]:
            found[str(url)].append(use)
    return {url: uses for url, uses in found.items() if uses}


def _all(catalogue: Catalogue) -> Iterator[tuple[HttpUrl | None, Use]]:
    for record in catalogue.records.values():
        place = ("records", record.id, record.title, record.owner)
        yield record.apply.url, Use(*place, _label(Apply, "url"))
        yield from _of_sources(record.sources, place)
    for institution in catalogue.institutions.values():
        place = ("institutions", institution.id, institution.name, "")
        yield institution.url, Use(*place, _label(Institution, "url"))
        yield from _of_sources(institution.sources, place)
    for term in catalogue.terms.values():
        yield from _of_sources(term.sources, ("glossary", term.id, term.term, ""))
    for question in catalogue.faq.values():
        yield from _of_sources(question.sources, ("faq", question.id, question.question, question.owner))


def _of_sources(sources: list[Source], place: tuple[str, str, str, str]) -> Iterator[tuple[HttpUrl | None, Use]]:
    for source in sources:
        for name in ("url", "evidence_url"):
            yield getattr(source, name), Use(*place, f"来源《{source.title}》的{_label(Source, name)}")


def _label(model: type[Apply] | type[Institution] | type[Source], name: str) -> str:
    return model.model_fields[name].title or name
