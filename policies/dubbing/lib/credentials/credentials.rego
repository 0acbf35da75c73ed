# METADATA
# scope: package
# title: What Content Credentials say of the making of a file
# schemas:
#   - input.document: schema.dubbing.media
#   - input.facts: schema.dubbing.media_facts
package dubbing.lib.credentials

# METADATA
# description: The IPTC digital source types of what a trained model made, wholly or in part.
generated := {
	"trainedAlgorithmicMedia",
	"compositeWithTrainedAlgorithmicMedia",
	"compositeSynthetic",
	"trainedAlgorithmicData",
}

# METADATA
# description: Those of what was recorded, or made by people; algorithms that no data trained are in neither set.
recorded := {
	"digitalCapture",
	"computationalCapture",
	"negativeFilm",
	"positiveFilm",
	"print",
	"humanEdits",
	"minorHumanEdits",
	"compositeCapture",
	"digitalCreation",
	"digitalArt",
	"screenCapture",
}

# METADATA
# description: The source types that credentials name which fit the file, whoever signed them.
source_types contains type if {
	input.facts.provenance.state in {"valid", "trusted"}
	some type in input.facts.provenance.source_types
}

# METADATA
# description: They say that a model made it.
say_generated if count(source_types & generated) > 0

# METADATA
# description: They name source types, and all are of what was recorded or made by people.
say_recorded if {
	count(source_types) > 0
	count(source_types - recorded) == 0
}
