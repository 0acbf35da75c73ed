"""What helps whoever writes rules. No hook yet: its command comes with the author's kit."""
