"""Write the implicit label into a media file: one, where its container keeps it, and change nothing else.

``planning`` knows who plans the label of a container: a module of its own, which walks the file by ``containers``, takes out what
``reading`` calls a label, and returns a :class:`~.splicing.SplicePlan`: which bytes are to be replaced by which. ``writing`` makes a
copy beside the file by such a plan, has ``reading`` read it, and puts it in the place of the file.
"""
