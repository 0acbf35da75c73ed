"""The audible rhythm label, AI in Morse code (GB 45438-2025, 5.3 c): made, and found in a sound.

The standard says short-long, short-short, and nothing of pitch, loudness or lengths; what is made here, and what is
taken for one, is the product's own choice.
"""
