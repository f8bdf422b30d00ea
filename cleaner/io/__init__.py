"""Bytes and records in, records out."""
