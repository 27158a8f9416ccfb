"""Every address of the catalogue, with each place of it."""

from knowledge.catalogue.load import load_catalogue
from knowledge.quality.addresses import addresses


def test_every_address_in_the_content_is_found_once_with_its_places() -> None:
    catalogue = load_catalogue()
    found = addresses(catalogue)
    record = next(one for one in catalogue.records.values() if any(source.evidence_url for source in one.sources))
    source = next(source for source in record.sources if source.evidence_url)
    uses = found[str(source.evidence_url)]
    assert any((use.id, use.field) == (record.id, f"来源《{source.title}》的转载网址") for use in uses)
    desks = {str(one.url) for one in catalogue.institutions.values() if one.url}
    applies = {str(one.apply.url) for one in catalogue.records.values() if one.apply.url}
    assert desks | applies <= set(found)
    assert all(len(set(uses)) == len(uses) for uses in found.values())
