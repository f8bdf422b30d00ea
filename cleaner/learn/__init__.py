"""Site rules learned from a corpus without labels: count what repeats on each site's pages, then propose rules."""
