# METADATA
# scope: package
# title: The records that a document names
package provenance.lib.records

import data.lib.pointers
import future.keywords.not

# METADATA
# description: |
#   What is wrong with the record {file, sha256} at a path of the document, as part of a finding: `lost` when there is no
#   such file inside the root, `altered` with both digests when it has another one; undefined when it is as stated. Give
#   it a record that is there.
problem(path, _) := {"code": "lost"} if not _exists(_pointer(path))

problem(path, record) := {"code": "altered", "stated": stated, "actual": actual} if {
	_exists(_pointer(path))
	not _is_as_stated(_pointer(path), record)
	stated := object.get(record, "sha256", null)
	actual := concat(", ", sort(_digests(_pointer(path))))
}

_exists(pointer) if {
	some entry in input.related
	entry.pointer == pointer
	entry.sha256 != null
}

_is_as_stated(pointer, record) if {
	some entry in input.related
	entry.pointer == pointer
	entry.sha256 == record.sha256
}

_digests(pointer) := {entry.sha256 |
	some entry in input.related
	entry.pointer == pointer
	entry.sha256 != null
}

_pointer(path) := pointers.of(array.concat(path, ["file"]))
