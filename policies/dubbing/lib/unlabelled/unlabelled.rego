# METADATA
# scope: package
# title: What the record of a supply without an explicit label must hold
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.unlabelled

import data.dubbing.lib.related
import data.dubbing.lib.wordings
import data.lib.dates
import data.lib.negations
import data.lib.pointers
import future.keywords.not

# METADATA
# description: |
#   The deliverables whose supply without an explicit label is recorded as article 9 of the Labeling Measures wants it: at
#   a user's request before the supply, to a named user who is not the public, under an agreement that is there, with
#   logs that are kept long enough.
recorded contains supply.file if {
	some i, supply in input.document.unlabelled_supply
	kept(supply)
	asked(supply)
	timely(supply)
	addressed(supply)
	agreed(i)
	not unbinding(supply)
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

# METADATA
# description: |
#   The user asked before the supply: on its day or before it, and where that day is not stated, before the release's day
#   or on it.
timely(supply) if supply.requested_on <= supplied_on(supply)

# METADATA
# description: The day of a supply; where it is not stated, that of the release.
supplied_on(supply) := supply.supplied_on

supplied_on(supply) := input.document.release.date if not supply.supplied_on

# METADATA
# description: The supply goes to a user, who is neither the public, nor users at large, nor the provider itself or a channel.
addressed(supply) if {
	recipient := negations.tokens(supply.recipient)
	recipient != ""
	not _is_anybody(recipient)
	not recipient in _own
}

# METADATA
# description: The quoted clause says that the user has no duty to label.
unbinding(supply) if wordings.duty(supply.wording) == "negated"

# Whatever the recipient ends with says who it is: all users, the public. So do these words at its beginning.
_is_anybody(recipient) if strings.any_suffix_match(recipient, _ends)

_is_anybody(recipient) if strings.any_prefix_match(recipient, _beginnings)

_is_anybody(recipient) if recipient in _nobodies

_ends := {negations.word(word) | some word in data.dubbing.params.public_recipients}

_beginnings := {negations.word(word) |
	some word in [
		"所有", "全体", "全网", "各", "任何", "广大", "不特定", "any", "every", "each", "a user", "a client", "a customer", "the user", "the client",
		"the customer",
	]
}

_nobodies := {negations.word(word) |
	some word in array.concat(["user", "client", "customer", "甲方", "乙方"], data.dubbing.params.public_platforms)
}

_own contains negations.tokens(input.document.provider.name)

_own contains negations.tokens(channel) if some channel in input.document.release.channels
