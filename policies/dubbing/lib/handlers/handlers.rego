# METADATA
# scope: package
# title: What is known of the handler of a consent
# schemas:
#   - input.document: schema.dubbing.consent
package dubbing.lib.handlers

import data.lib.dates

# METADATA
# description: |
#   The handler is a small one in the sense of the provisions on small handlers: it says of how many persons it processes
#   information, fewer than they set, and on which day that was counted, and they are in force. A claim without count or
#   day, with a day that is still to come, or with more persons is none.
is_small if {
	claim := input.document.handler.small_handler
	claim.persons <= _most
	claim.counted_on <= _today
	_today >= data.instruments["small-handler-provisions"].effective
}

_today := dates.day(input.as_of)

_most := limit.maximum if {
	some limit in data.instruments["small-handler-provisions"].limits
	limit.name == "small_handler_persons"
}
