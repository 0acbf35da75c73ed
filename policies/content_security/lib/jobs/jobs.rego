# METADATA
# scope: package
# title: What became of a job of the review log
package content_security.lib.jobs

import future.keywords.not

# METADATA
# scope: document
# description: |
#   The job was stopped at its input: the review rejected the input, nothing was synthesised, and nothing was released. A
#   record that says or shows anything else, by an output, a time of release or the removal of content, was not stopped.
stopped_at_input if {
	input.document.input.result == "rejected"
	not input.document.output
	not released
	not input.document.disposal.removed_at
}

# METADATA
# scope: document
# description: The job was released, by what the record says or by the time of a release that it names.
released if input.document.released

released if input.document.released_at

# METADATA
# description: The stages whose reviews a job owes; one that was stopped at its input has no output.
stages := ["input"] if stopped_at_input

stages := ["input", "output"] if not stopped_at_input
