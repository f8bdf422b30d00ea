"""Programs that clusters start."""
