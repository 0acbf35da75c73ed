# METADATA
# scope: package
# title: The consent records that voices name
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.consents

import data.dubbing.lib.related
import data.dubbing.lib.synthesis
import data.lib.parties
import data.lib.pointers

# METADATA
# description: |
#   The consent records that the voice at a position names: entries of input.related, readable or not. Every consent in the
#   file counts: which of several was meant cannot be known.
named[i] contains entry if {
	some i, _ in input.document.voices
	some position in related.at[pointers.of(["voices", i, "consent"])]
	entry := input.related[position]
	entry.kind == "dubbing.consent"
}

# METADATA
# description: Of these, the records that can be read.
readable[i] contains entry if {
	some i, entries in named
	some entry in entries
	is_object(entry.document)
}

# METADATA
# description: Of these, the records of voices whose use needs the consent of the person that they come from.
personal[i] contains entry if {
	some i, entries in readable
	i in synthesis.personal
	some entry in entries
}

# METADATA
# description: The provider of the project is the handler of a consent, or one of the handlers that it lists.
is_handled(consent) if {
	some handler in handlers(consent)
	parties.same_party(provider, handler)
}

# METADATA
# description: |
#   The handlers of a consent as parties. Where it lists several (甲、乙), the consent was given to each; its credit code is
#   that of the one handler of a consent that lists no more.
handlers(consent) := {{"name": name, "code": code} |
	names := parties.listed(consent.handler.name)
	some name in names
	code := _code(consent, count(names))
}

# METADATA
# description: The provider of the project as a party, with the credit code that its producer code holds.
provider := {"name": name, "code": code} if {
	name := input.document.provider.name
	code := parties.credit_code(object.get(input.document.provider, "code", ""))
}

# METADATA
# description: What a finding says of a voice's consent, and where the consent says it.
finding(i, code, entry, place) := {
	"code": code,
	"path": ["voices", i, "consent"],
	"related": [{"artifact": entry.path, "path": place}],
	"voice": input.document.voices[i].id,
}

_code(consent, 1) := object.get(consent.handler, "code", null)

_code(_, several) := null if several != 1
