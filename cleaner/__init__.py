"""Scraped news in, clean article out; every removed line labelled, explained and recoverable."""

__version__ = "0.1.0"
