# Dubs that are released in the Union.
package euai.lib.dubs

# Where the release names a member state, or the whole world.
is_released_in_the_union if {
	some territory in input.document.release.territories
	territory in _union
}

# Deliverables in which a voice is heard that nobody spoke, with the ids of these voices.
generated[i] := heard if {
	some i, deliverable in input.document.deliverables
	heard := {voice.id |
		some voice in input.document.voices
		voice.type in {"cloned", "synthetic"}
		voice.id in deliverable.voices
	}
	count(heard) > 0
}

# Deliverables in which an existing person may be recognised, with the ids of these voices.
resembling[i] := heard if {
	some i, ids in generated
	heard := {voice.id |
		some voice in input.document.voices
		voice.id in ids
		not voice.derived_from_person == false
	}
	count(heard) > 0
}

_union contains "*"

_union contains state if some state in data.euai.member_states
