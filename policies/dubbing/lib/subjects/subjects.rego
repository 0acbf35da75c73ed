# METADATA
# scope: package
# title: What age and mind let the performer of a consent agree to
# schemas:
#   - input.document: schema.dubbing.consent
package dubbing.lib.subjects

import future.keywords.not

# METADATA
# description: |
#   The youngest age that the record can be read to state, undefined where it states an adult: null as the age, as the
#   schema says, or a band. Where statements disagree, the younger one counts; under fourteen without an age may be
#   any age below.
age := min(_ages)

# METADATA
# description: |
#   full, limited or none, as the Civil Code gives it: by age and by what is said of the mind, whichever gives less. At
#   sixteen or seventeen it is full for who lives mainly on own work.
capacity := "none" if {
	_is_none
} else := "limited" if {
	_is_limited
} else := "full"

# METADATA
# description: Whether the performer is a child, under fourteen.
is_child if age < child_below

# METADATA
# description: The age below which a person is a child.
child_below := _limit("guardian_below_age")

# METADATA
# description: |
#   Whether anything of the information is processed over a network: unless the record says that nothing is. It cannot
#   say so where the voice is handed over or made public.
over_network if not input.document.child.offline == true

over_network if count(handed_over) > 0

# METADATA
# description: Where the record says that the voice is entrusted, supplied, sent abroad or made public.
handed_over contains key if {
	some key in ["entrusted", "supplies", "abroad"]
	some _ in input.document[key]
}

handed_over contains "publication" if is_object(input.document.publication)

# METADATA
# description: Whether sixteen or seventeen years and own work are stated, whatever shows it.
lives_on_own_work if {
	input.document.subject.own_income == true
	age >= _limit("own_income_age")
	age < _limit("adult_age")
}

# METADATA
# description: The youngest age of each age band.
youngest := {"under_8": 0, "8_13": 8, "14_15": 14, "16_17": 16, "adult": 18}

_ages := _stated | _unstated

_stated contains years if {
	years := input.document.subject.age
	is_number(years)
}

_stated contains youngest[band] if {
	band := input.document.subject.age_band
	band != "adult"
}

_unstated contains 0 if {
	not input.document.subject.under_14 == false
	count([years | some years in _stated; years < child_below]) == 0
}

_is_none if input.document.subject.capacity == "none"

_is_none if age < _limit("limited_capacity_age")

_is_limited if input.document.subject.capacity == "limited"

_is_limited if {
	age < _limit("adult_age")
	not lives_on_own_work
}

# The ages are those of the Civil Code and of the provisions on children's information.
_limit(name) := limit.minimum if {
	some instrument in [data.instruments["civil-code"], data.instruments["child-information-provisions"]]
	some clause in instrument.clauses
	some limit in clause.limits
	limit.name == name
}
