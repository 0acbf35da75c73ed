# METADATA
# scope: package
# title: What the bytes of a project's deliverables are
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.media

import data.dubbing.lib.related
import data.lib.pointers
import future.keywords.not

# METADATA
# description: The documents of the media files that deliverables name, as entries of input.related, by the position.
files[i] contains entry if {
	some i, _ in input.document.deliverables
	some position in related.at[pointers.of(["deliverables", i, "file"])]
	entry := input.related[position]
	entry.kind == "dubbing.media"
	is_object(entry.document)
}

# METADATA
# description: |
#   Positions of the deliverables whose file is there and could not be read as a media file. One that is not there is
#   another rule's matter (dubbing.project.file_integrity).
unread contains i if {
	some i, _ in input.document.deliverables
	pointer := pointers.of(["deliverables", i, "file"])
	related.exists(pointer)
	not files[i]
}

# METADATA
# description: What a finding says of a deliverable, and where in its file the bytes say it.
finding(i, code, entry, place) := {
	"code": code,
	"path": ["deliverables", i, "file"],
	"related": [{"artifact": entry.path, "path": place}],
	"file": input.document.deliverables[i].file,
}
