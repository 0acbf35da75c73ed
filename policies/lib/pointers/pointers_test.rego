package lib.pointers_test

import data.lib.pointers

test_keys_and_positions_become_steps if pointers.of(["voices", 0, "consent"]) == "/voices/0/consent"

test_tilde_and_slash_are_escaped if pointers.of(["a/b", "c~d", "~1"]) == "/a~1b/c~0d/~01"

test_root_is_empty if pointers.of([]) == ""
