# METADATA
# scope: package
# title: What a project uses its voices for
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.uses

import data.lib.words

# METADATA
# description: |
#   The uses that a project makes of its voices: one by the genre of the work, and live streaming where a channel of the
#   release says so. Of a live stream that no channel names nothing is known.
needed contains object.get(_by_genre, input.document.work.genre, "dub")

needed contains "live" if {
	some channel in input.document.release.channels
	words.found(channel, data.dubbing.params.live_words)
}

# METADATA
# description: |
#   What a consent that names no uses does not cover all the same: an advertisement lends the person to a product, and in a
#   live stream the words are not known when consent is given. Unclear terms are read for the person (civil-code#1021).
never_implied := {"advertisement", "live"}

# METADATA
# description: The named uses allow one of the needed ones; dubbing a work without a genre of its own is dubbing.
allows(uses, use) if use in uses

allows(uses, "other") if "dub" in uses

_by_genre := {
	"advertisement": "advertisement",
	"audiobook": "audiobook",
	"game": "game",
	"other": "other",
}
