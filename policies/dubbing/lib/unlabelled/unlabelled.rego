# METADATA
# scope: package
# title: What the record of a supply without an explicit label must hold
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.unlabelled

import data.dubbing.lib.related
import data.lib.dates
import data.lib.pointers

# METADATA
# description: |
#   The deliverables whose supply without an explicit label is recorded as article 9 of the Labeling Measures wants it: at
#   a user's request, under an agreement that is there, with logs that are kept long enough.
recorded contains supply.file if {
	some i, supply in input.document.unlabelled_supply
	kept(supply)
	asked(supply)
	agreed(i)
}

# METADATA
# description: The logs of a supply are kept for as long as the parameter unlabelled_log_months says.
kept(supply) if supply.log_retention_months >= data.dubbing.params.unlabelled_log_months

# METADATA
# description: The user's request is dated today or earlier.
asked(supply) if supply.requested_on <= dates.day(input.as_of)

# METADATA
# description: The agreement of the supply at a position exists.
agreed(i) if related.exists(pointers.of(["unlabelled_supply", i, "agreement", "file"]))
