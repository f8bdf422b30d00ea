"""The line model for HTML: what it sees of a page's lines, how it decides, and what it calls those that go."""
