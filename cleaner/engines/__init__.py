"""Whole corpora: the seam over record batches, and what runs it on one machine or on other people's clusters."""
