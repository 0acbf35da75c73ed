# METADATA
# scope: package
# title: The text labels of synthetic videos
# schemas:
#   - input.document: schema.dubbing.project
package dubbing.lib.videos

import data.dubbing.lib.labels
import data.dubbing.lib.synthesis
import data.dubbing.lib.unlabelled
import future.keywords.not

# METADATA
# description: Positions of the synthetic videos that no record of a supply without an explicit label excuses.
due contains i if {
	some i in synthesis.deliverables
	deliverable := input.document.deliverables[i]
	deliverable.media == "video"
	file := deliverable.file
	not file in unlabelled.recorded
}

# METADATA
# description: |
#   Positions of the text labels of each of these videos, but for those whose words deny AI or generation; a video without
#   any is not in here.
texts[i] contains j if {
	some i in due
	some j, label in input.document.deliverables[i].labels
	label.form == "text"
	not labels.opposes(label)
}

# METADATA
# description: Of these, the labels that are shown long enough in characters that are high enough (GB 45438-2025, 5.4).
legible[i] contains j if {
	some i, positions in texts
	some j in positions
	deliverable := input.document.deliverables[i]
	lasts(deliverable.labels[j])
	is_high(deliverable.labels[j], deliverable.frame)
}

# METADATA
# description: The label is shown for at least video_label_seconds at normal speed.
lasts(label) if label.seconds >= data.dubbing.params.video_label_seconds

# METADATA
# description: The label's characters have at least video_label_percent of the frame's shortest side.
is_high(label, frame) if label.height * 100 >= data.dubbing.params.video_label_percent * shortest(frame)

# METADATA
# description: The shortest side of a frame, in pixels.
shortest(frame) := min([frame.width, frame.height])
