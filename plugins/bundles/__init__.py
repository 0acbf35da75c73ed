"""OPA bundles: what they hold, how they are packed and signed."""
