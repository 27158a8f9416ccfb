"""The quality desk 质量台: what needs care, overlapping schemes, dead links."""
