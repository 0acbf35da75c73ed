# METADATA
# scope: package
# title: The files that a document names
package dubbing.lib.related

import data.lib.pointers

# METADATA
# description: |
#   Whatever in the document names a file and its digest, wherever it stands, so that no list forgets one: the place, the
#   file, its path and pointer, and the stated digest, null where none is stated.
named contains file if {
	walk(input.document, [place, value])
	is_object(value)
	path := array.concat(place, ["file"])
	file := {
		"place": place,
		"path": path,
		"pointer": pointers.of(path),
		"file": value.file,
		"sha256": object.get(value, "sha256", null),
	}
}

# METADATA
# description: The positions in input.related of what stands at a pointer; a file with several artifacts has several.
at[entry.pointer] contains i if some i, entry in input.related

# METADATA
# description: The file that is named at a pointer exists inside the root.
exists(pointer) if {
	some i in at[pointer]
	input.related[i].sha256 != null
}

# METADATA
# description: The digest that the file named at a pointer has; of several artifacts in it, all. Empty where there is none.
digest(pointer) := concat(", ", sort([sha256 | some i in at[pointer]; sha256 := input.related[i].sha256; sha256 != null]))

# METADATA
# description: The digest of the file that is named at a pointer is the stated one.
has_digest(pointer, sha256) if {
	some i in at[pointer]
	input.related[i].sha256 == sha256
}
