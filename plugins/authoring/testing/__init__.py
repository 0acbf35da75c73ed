"""Run the tests of policies on the engines that judge, so that a test means what ``adjudge check`` means.

Tests are Rego (``*_test.rego`` beside the policies) and examples (``tests/examples/<rule>/{allowed,denied}/``). The command
``adjudge test`` and the pytest plugin are two ways to ask for the same.
"""
