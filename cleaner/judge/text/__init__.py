"""The line model for text: what it sees of lines without a page, its two looks, and what it calls those that go."""
