package dubbing.consent.withdrawal_channel_test

import data.dubbing.consent.withdrawal_channel

test_channel_passes if {
	count(withdrawal_channel.deny) == 0 with input as {"document": {"withdrawal": {"channel": "privacy@example.org"}}}
}

test_no_channel_is_denied if {
	every document in [{"withdrawal": {"channel": null}}, {"withdrawal": {}}, {}] {
		findings := withdrawal_channel.deny with input as {"document": document}
		findings == {{"path": ["withdrawal", "channel"]}}
	}
}
