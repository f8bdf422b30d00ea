"""Phrases and site rules: knowledge as tested data, and the code that reads it."""
