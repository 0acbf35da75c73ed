"""What a run says that could not read what it was to judge."""

from __future__ import annotations

import pytest
from neighbours import service, settle

SELECTED = ("--select", "identity.*")
LEFT = "the selection leaves no rule for what was judged"


@pytest.mark.parametrize("data", [b"service: [", "service: 样本".encode("gbk")], ids=["syntax", "encoding"])
def test_a_file_that_cannot_be_read_is_not_blamed_on_the_selection(project, data):
    settle(project)
    for neighbour in ("good.service.json", "wrong.service.yaml"):
        project.write(neighbour, "").unlink()
    project.write("x.service.yaml", data)
    report = project.json(*SELECTED)
    assert report["summary"]["exit_code"] == 3
    assert report["problems"] == []


def test_a_selection_that_leaves_no_rule_for_what_was_read_is_still_told(project):
    settle(project)
    project.write("x.service.yaml", b"service: [")
    project.write("y.service.json", service())
    report = project.json("--select", "dubbing.*")
    assert report["summary"]["exit_code"] == 3
    assert [each["message"] for each in report["problems"]] == [LEFT]
