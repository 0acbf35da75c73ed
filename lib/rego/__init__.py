"""What adjudge reads in Rego without an engine: METADATA, references, rule heads; and the entry module it writes."""
