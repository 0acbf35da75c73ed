"""Write the implicit label into a media file: one, where its container keeps it, and change nothing else.

``containers`` knows a container by its bytes. For each there is a walker that reads what it needs by offset and returns a
:class:`~.splicing.SplicePlan`: which bytes are to be replaced by which, and which labels are there now. ``writing`` makes a copy
beside the file by such a plan, reads it back, and puts it in the place of the file.
"""
