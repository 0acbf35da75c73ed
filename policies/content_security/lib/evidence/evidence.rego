# METADATA
# scope: package
# title: The files that an evaluation names
package content_security.lib.evidence

import data.lib.pointers
import future.keywords.not

# METADATA
# description: |
#   What is wrong with the file {file, sha256} at a path of the document, as part of a finding: `lost` when there is no
#   such file inside the root, `altered` when it has another digest; undefined when it is as stated. Give it a file that
#   is named.
problem(path, _) := {"code": "lost"} if not _there(pointers.of(array.concat(path, ["file"])))

problem(path, record) := {"code": "altered", "stated": record.sha256, "actual": actual} if {
	some entry in input.related
	entry.pointer == pointers.of(array.concat(path, ["file"]))
	actual := entry.sha256
	is_string(actual)
	actual != record.sha256
}

# METADATA
# description: The related entry of the file at a path, where it is a document of the named kind.
document(path, kind) := entry if {
	some entry in input.related
	entry.pointer == pointers.of(array.concat(path, ["file"]))
	entry.kind == kind
	is_object(entry.document)
}

_there(pointer) if {
	some entry in input.related
	entry.pointer == pointer
	is_string(entry.sha256)
}
