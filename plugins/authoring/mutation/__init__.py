"""Whether the tests of policies would notice a mistake: one change at a time in a policy, and its tests are run.

:mod:`.policy_changes` makes the changes, :mod:`.field_changes` takes fields of passing examples away, :mod:`.noticing` runs the
tests by :mod:`adjudge.plugins.authoring.testing`, :mod:`.running` does so in several processes, and :mod:`.reviewed` reads
which changes may pass, and why.
"""
