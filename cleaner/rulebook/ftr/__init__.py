"""Importing the FiveFilters site rules (ftr-site-config): read, translate, write as site files, report."""
