"""What an installed plugin is held to by ``adjudge verify-plugin`` and by the fixture ``adjudge_verify``: a module a check.

Each check asks what judges, not what somebody has written down of it: the plugin is loaded, its schemas are read, and documents
that are made of them are judged, alone and beside others, on both engines, again and in a process with limits.
"""
