"""Validation like a linter: findings in texts, records, rule files and goldens, their formats and their fixes."""
