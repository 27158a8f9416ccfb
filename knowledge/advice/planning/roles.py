"""What part a record can play in the plan of one firm."""

from __future__ import annotations

from knowledge.advice.fit import wanted_need
from knowledge.advice.planning.settings import plan_settings
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile

LENDING = ("bank-loan", "venture-debt", "guarantee", "bridge-loan", "leasing", "supply-chain", "ip-finance")
_UNASKED = (*LENDING, "equity-fund")
"""What is shown to a firm that has not said what kind of money it wants."""
_SPECIAL_NEEDS = {"债券", "保险"}
"""A subsidy for one of these helps only who wants that."""
_FIXED_ROLES = {"certification": "certification", "policy": ""}


def role_of(record: Record, profile: EnterpriseProfile) -> str:
    """funding / grant / offset / tax / certification / platform / goal, or '' for what is no step for this firm.

    ``profile`` holds the stage to judge by. A goal is a product for another need than the one stated.
    """
    if about_listing(record) and not may_list(profile):
        return ""
    if record.kind in _FIXED_ROLES:
        return _FIXED_ROLES[record.kind]
    wanted = wanted_need(profile)
    if record.kind == "platform":
        return "platform" if wanted is None or wanted in record.needs else ""
    if record.kind == "tax":
        return "tax" if "补贴" in record.needs or wanted in record.needs else ""
    if record.kind == "subsidy":
        return _subsidy_role(record, profile, wanted)
    if record.kind == "equity-market" and record.level == "国家":
        return "goal"  # an exchange's own board is a year's work and more
    if wanted in record.needs or (wanted is None and record.kind in _UNASKED):
        return "funding"
    return "" if record.kind == "insurance" else "goal"


def charges_a_fee(record: Record) -> bool:
    """Whether the firm pays a guarantor; a risk pool stands behind the bank and charges the firm nothing."""
    return record.kind == "guarantee" and "担保" in record.needs


def about_listing(record: Record) -> bool:
    """Whether the record serves going public."""
    return record.kind == "equity-market" or "上市" in record.needs or "上市" in record.purposes


def may_list(profile: EnterpriseProfile) -> bool:
    """Whether going public is a step for this firm at all; a growing firm may aim at it."""
    return profile.stage is not None and profile.stage not in plan_settings().too_early_to_list


def prepares_listing(profile: EnterpriseProfile) -> bool:
    """Whether the firm is on its way to the exchange."""
    wants = wanted_need(profile) == "上市" or profile.need_purpose == "上市" or profile.equity_round == "Pre-IPO"
    return may_list(profile) and (wants or profile.stage == "成熟期")


def _subsidy_role(record: Record, profile: EnterpriseProfile, wanted: str | None) -> str:
    fits_purpose = not record.purposes or profile.need_purpose in (None, "其他", *record.purposes)
    if record.benefit.offsets:
        return "offset" if fits_purpose and wanted in (None, "贷款", "担保") else ""
    special = _SPECIAL_NEEDS & set(record.needs)
    return "grant" if not special or wanted in special else ""
