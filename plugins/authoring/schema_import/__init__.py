"""``adjudge schema import``: a public JSON Schema, of whatever draft, as a schema of a kind."""
