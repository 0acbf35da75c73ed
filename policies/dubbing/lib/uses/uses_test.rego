package dubbing.lib.uses_test

import data.dubbing.lib.uses

test_the_genre_of_the_work_says_the_use if {
	every genre, use in {
		"drama": "dub",
		"micro_drama": "dub",
		"news": "dub",
		"audiobook": "audiobook",
		"advertisement": "advertisement",
		"game": "game",
		"other": "other",
	} {
		uses.needed == {use} with input as _project(genre, ["app"])
	}
}

test_a_live_channel_is_a_use_of_its_own if {
	every channel in ["直播间", "Live stream of the shop", "LIVESTREAM"] {
		uses.needed == {"dub", "live"} with input as _project("drama", ["app", channel])
			with data.dubbing.params.live_words as ["直播", "live", "livestream"]
	}
	uses.needed == {"dub"} with input as _project("drama", ["Oliver's app"])
		with data.dubbing.params.live_words as ["live"]
}

test_named_uses_allow_themselves_only if {
	uses.allows(["dub", "game"], "game")
	not uses.allows(["dub"], "game")
	not uses.allows([], "dub")
	not uses.allows(["other"], "dub")
}

test_dubbing_allows_a_work_without_a_genre_of_its_own if {
	uses.allows(["dub"], "other")
	uses.allows(["other"], "other")
	not uses.allows(["game"], "other")
}

test_advertisements_and_live_streams_are_never_implied if uses.never_implied == {"advertisement", "live"}

test_a_document_without_a_genre_needs_nothing if uses.needed == set() with input as {"document": {}}

_project(genre, channels) := {"document": {"work": {"genre": genre}, "release": {"channels": channels}}}
