# METADATA
# scope: package
# title: What an implicit label says
# description: |
#   A label is an entry of labels in the document of a media file. Its fields can be read in most of its forms, those that
#   are wrong included; where they cannot be, it says nothing.
package dubbing.lib.implicit

import data.lib.texts
import future.keywords.not

# METADATA
# description: The keys without which a label does not say what labeling-measures#5 asks for.
required := ["Label", "ContentProducer", "ProduceID"]

# METADATA
# description: The other keys of Annex E.
further := ["ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"]

# METADATA
# description: The containers that have no place for metadata, so that no label can be in them.
carrying_none := {"adts", "pcm"}

# METADATA
# description: The labels whose fields can be read, by their positions.
read[i] := label if {
	some i, label in input.document.labels
	is_object(label.fields)
}

# METADATA
# description: A field has a text of which something is seen.
states(label, key) if texts.stated(label.fields[key])

# METADATA
# description: All that labeling-measures#5 asks for is there, and the attribute is one of Annex E.
complete(label) if {
	label.fields.Label in {"1", "2", "3"}
	every key in required {
		states(label, key)
	}
}

# METADATA
# description: The propagator's name and number are those of the producer, as at the first writing.
pair_repeated(label) if {
	label.fields.ContentPropagator == label.fields.ContentProducer
	label.fields.PropagateID == label.fields.ProduceID
}

# METADATA
# description: |
#   A text that stands where a value was meant to be: an argument that was not given (%!s(MISSING)), a template that was not
#   filled, letters in the place of digits (AXXXX), the names that examples have (value1), a word for nothing.
placeholder(text) if {
	is_string(text)
	regex.match(`^%![A-Za-z]?\(|^%[sdv]$|^\$\{.*\}$|^\{\{.*\}\}$|^\{[A-Za-z0-9_]*\}$|^<[^<>]*>$|XXXX|^value[0-9]$`, text)
}

placeholder(text) if {
	is_string(text)
	lower(text) in {"null", "undefined", "none", "nil", "n/a", "nan", "todo", "tbd", "unknown", "string", "example", "test"}
}

# METADATA
# description: What a finding says of a label, or of one of its fields.
finding(i, code, more) := object.union(more, {
	"code": code,
	"path": ["labels", i],
	"box": input.document.labels[i].box,
})

# METADATA
# description: The same of a field.
field_finding(i, code, key, more) := object.union(finding(i, code, more), {
	"path": ["labels", i, "fields", key],
	"field": key,
})
