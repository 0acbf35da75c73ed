# METADATA
# scope: package
# title: Which review of a script or a result is the last one
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.reviews

# METADATA
# description: The position of the last input review of each language; of two on one day, the later in the list.
last_input[language] := position if {
	some language, dated in _inputs
	position := max(dated)[1]
}

# METADATA
# description: The position of the last output review of each file; of two on one day, the later in the list.
last_output[file] := position if {
	some file, dated in _outputs
	position := max(dated)[1]
}

_inputs[review.language] contains [review.date, i] if some i, review in input.document.reviews.input

_outputs[review.file] contains [review.date, i] if some i, review in input.document.reviews.output
