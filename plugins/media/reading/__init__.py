"""Read a media file: what it is by its bytes, what is in it, and every implicit label with its place.

Labels and tags are read by own walkers, which see each byte that they judge and nothing else of a file of any size; streams
and duration by MediaInfo, in a process of its own.
"""
