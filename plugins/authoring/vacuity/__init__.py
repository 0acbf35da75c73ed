"""Whether anything notices: change one thing in documents that pass, and see which changes still pass.

A field that no rule, no schema and no written reason cares about is evidence of nothing. :mod:`.mutants` makes the changes
of any document of any kind, :mod:`.reasons` reads why some may pass. Who judges is given: nothing here knows where
documents or rules lie.
"""
