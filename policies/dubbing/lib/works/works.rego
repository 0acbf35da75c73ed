# METADATA
# scope: package
# title: What the work is, and how the public gets it
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.works

import data.lib.numbers
import data.lib.words
import future.keywords.not

# METADATA
# description: |
#   The ways of the release: those that it names. Where it names none, on demand is presumed, and linear broadcasting too
#   when the name of a channel says so; delivery to the client alone is no publication, unless the public is served. A
#   platform of the list that everybody knows is on demand, unless the release says that it broadcasts there.
modes contains mode if some mode in input.document.release.modes

modes contains "on_demand" if not input.document.release.modes

modes contains "on_demand" if {
	input.document.scope.domestic_public
	every mode in input.document.release.modes {
		mode == "client"
	}
}

modes contains "on_demand" if {
	count(input.document.release.modes) > 0
	count({"on_demand", "linear"} & {mode | some mode in input.document.release.modes}) == 0
	some channel in input.document.release.channels
	words.found(channel, data.dubbing.params.public_platforms)
}

modes contains "linear" if {
	not input.document.release.modes
	count(linear_channels) > 0
}

# METADATA
# description: Positions of the channels whose name says that they broadcast by a programme.
linear_channels contains i if {
	some i, channel in input.document.release.channels
	words.found(channel, data.dubbing.params.linear_channel_words)
}

# METADATA
# description: It is put before a public, and not only delivered to a client.
published if count(modes - {"client"}) > 0

# METADATA
# description: The release reaches mainland China, by its scope or by its territories.
reaches_china if input.document.scope.domestic_public

reaches_china if {
	some territory in input.document.release.territories
	territory in {"CN", "*"}
}

# METADATA
# description: The work says that it was made without mainland China.
declared_foreign if {
	count(input.document.work.origin) > 0
	not "CN" in input.document.work.origin
}

# METADATA
# description: |
#   The work is foreign: it says so, or it says nothing of its origin and its original language is none of China's.
foreign if declared_foreign

foreign if {
	not input.document.work.origin
	language := input.document.work.original_language
	not chinese(language)
}

# METADATA
# description: |
#   The language is Chinese or another language of China that no other state speaks as its own: Chinese by its tag or by
#   the tag of one of its languages, Tibetan, Uyghur, Zhuang and Yi.
chinese(language) if split(language, "-")[0] in {
	"zh", "cmn", "yue", "wuu", "nan", "hak", "gan", "hsn", "cdo", "cjy", "cpx", "czh", "czo", "mnp", "bo", "ug", "za", "ii",
}

# METADATA
# description: The number as it is compared, since numbers are printed with brackets of any sort, spaces and colons.
normal(number) := replace(numbers.as_typed(number), ":", "")
