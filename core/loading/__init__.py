"""What is installed: plugins, what they declare, their policies and parameters."""
