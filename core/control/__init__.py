"""What whoever releases has said: configuration, gate, which rules count."""
