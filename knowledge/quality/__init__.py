"""What staff should look at: entries that need care, schemes that overlap, addresses that no longer answer."""
