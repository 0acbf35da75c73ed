"""What reads the formats of conftest: each gives the document that conftest's own parser gives."""
