# METADATA
# scope: package
# title: Whether a limit of working days was kept
# description: |
#   The facts count the working days of each span between two bounds, which differ where the holiday calendar does not know
#   a year. What cannot be decided, or was not counted, is uncertain; it is never kept.
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
# description: Neither is known.
uncertain(path, limit) if {
	not over(path, limit)
	not kept(path, limit)
}
