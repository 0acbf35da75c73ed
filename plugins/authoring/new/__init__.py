"""``adjudge new``: a package of rules from templates, and another part inside one."""
