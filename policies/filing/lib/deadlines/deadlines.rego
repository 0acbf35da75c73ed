# METADATA
# scope: package
# title: Whether a limit of working days was kept
# description: |
#   The facts count the working days of each span between two bounds, which differ where the arrangement of a year's
#   holidays is not known. What they leave open is uncertain; what was not counted at all is neither kept nor uncertain.
# schemas:
#   - input.facts: schema.filing.provider_facts
package filing.lib.deadlines

import data.lib.pointers
import future.keywords.not

# METADATA
# description: More working days have passed than the limit allows, however the unknown days are reckoned.
over(path, limit) if {
	some span in input.facts.spans
	span.pointer == pointers.of(path)
	span.least > limit
}

# METADATA
# description: No more working days have passed than the limit allows, however the unknown days are reckoned.
kept(path, limit) if {
	some span in input.facts.spans
	span.pointer == pointers.of(path)
	span.most <= limit
}

# METADATA
# description: The span was counted, and the limit lies between its bounds.
uncertain(path, limit) if {
	some span in input.facts.spans
	span.pointer == pointers.of(path)
	span.least <= limit
	span.most > limit
}

# METADATA
# description: The facts have no such span, or no numbers of it.
uncounted(path, limit) if {
	not over(path, limit)
	not kept(path, limit)
	not uncertain(path, limit)
}
