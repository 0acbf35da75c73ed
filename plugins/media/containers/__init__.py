"""What containers are made of: chunks, boxes, elements, pages, blocks, frames, by their places in a file.

``reading`` says what is in them, ``labelling`` changes it; a format is walked here for both, so that what one finds the other
finds. Everything that does not fit is a ReadError that names the part and the byte.
"""
