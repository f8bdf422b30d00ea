"""Measuring: data readers, measures, result tables. Run from a checkout; the data is a folder that you name."""
