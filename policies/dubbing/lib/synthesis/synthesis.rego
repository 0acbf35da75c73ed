# METADATA
# scope: package
# title: What in a project is synthetic, and whose voice it is
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.synthesis

import future.keywords.not

# METADATA
# description: |
#   Positions of the deliverables that are synthetic: declared so, or heard to be so, because one of their voices is
#   generated or is not declared at all.
deliverables contains i if {
	some i, deliverable in input.document.deliverables
	deliverable.synthetic
}

deliverables contains i if {
	some i, deliverable in input.document.deliverables
	some voice in deliverable.voices
	not voice in _human
}

# METADATA
# description: |
#   Positions of the voices that come from a person, so that their use needs that person's consent: cloned voices,
#   synthetic ones that do not rule it out, and human ones that a model has altered. A voice of a vendor's library is none,
#   since only its vendor can have that consent, unless it names a consent itself.
personal contains i if {
	some i, voice in input.document.voices
	voice.type == "cloned"
	not i in _vendors
}

personal contains i if {
	some i, voice in input.document.voices
	voice.type == "synthetic"
	not is_nobodys(voice)
	not i in _vendors
}

personal contains i if {
	some i, voice in input.document.voices
	voice.type == "human"
	voice.id in _altered
}

# METADATA
# description: |
#   Positions of the voices that are said to be of a vendor's library. A human voice is in none, whatever its source says.
library contains i if {
	some i, voice in input.document.voices
	voice.source == "vendor_library"
	voice.type != "human"
}

# METADATA
# description: |
#   A voice is said to be nobody's: a synthetic one with that source, or without a source and not derived from a person.
#   Where the two disagree it counts as somebody's.
is_nobodys(voice) if {
	voice.type == "synthetic"
	voice.derived_from_person == false
	object.get(voice, "source", "nobody") == "nobody"
}

is_nobodys(voice) if {
	voice.type == "synthetic"
	voice.source == "nobody"
	not voice.derived_from_person
}

# METADATA
# description: The languages in which a voice is heard, by the voice's id.
heard[voice] contains deliverable.language if {
	some deliverable in input.document.deliverables
	some voice in deliverable.voices
}

# METADATA
# description: The ids of the voices that the project declares.
declared contains voice.id if some voice in input.document.voices

_vendors contains i if {
	some i in library
	not input.document.voices[i].consent
}

_generated contains voice.id if {
	some voice in input.document.voices
	voice.type != "human"
}

_human contains id if {
	some id in declared
	not id in _generated
}

# Where a deliverable is synthetic and none of its voices is generated, the human voices themselves were altered.
_altered contains voice if {
	some deliverable in input.document.deliverables
	deliverable.synthetic
	every id in deliverable.voices {
		id in _human
	}
	some voice in deliverable.voices
}
