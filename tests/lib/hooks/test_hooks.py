"""Hooks that do not fit, and versions that do not."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

import pytest
from spoken import spoken

from adjudge import hookspecs
from adjudge.lib.errors import PluginError, UsageError
from adjudge.lib.hooks import hookimpl, strangers_hooks
from adjudge.lib.requirements import require, see_version


def unfit(**functions) -> PluginError:
    module = ModuleType("adjudge_catering")
    vars(module).update(functions)
    with pytest.raises(PluginError) as caught:
        strangers_hooks("catering", module, hookspecs)
    assert caught.value.plugin == "catering"
    return caught.value


def plain():
    return []


@pytest.mark.parametrize(
    ("functions", "says"),
    [
        ({}, "the plugin has no hooks"),
        ({"adjudge_domains": plain}, "adjudge_domains is not marked as a hook, so it would never be called"),
        (
            {"adjudge_domain": hookimpl(lambda: [])},
            "there is no hook adjudge_domain (plugin catering). Did you mean adjudge_domains?",
        ),
        ({"adjudge_0123456789_0123": hookimpl(lambda: [])}, "There are adjudge_"),
        ({"adjudge_domains": hookimpl(wrapper=True)(lambda: (yield))}, "adjudge_domains is a wrapper"),
        ({"adjudge_domains": hookimpl(lambda oven: [])}, "the plugin does not fit the hooks: "),
    ],
    ids=["none", "unmarked", "misspelt", "unknown", "wrapper", "unfit"],
)
def test_hooks_that_do_not_fit_are_told_with_what_would(functions, says):
    assert says in spoken(unfit(**functions))


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (">=99", "the plugin needs adjudge >=99, and this is 1.0"),
        ("new", "requires_adjudge is 'new', which is no version specifier"),
        (7, "requires_adjudge is 7, which is no version specifier"),
    ],
)
def test_a_plugin_that_needs_another_adjudge_is_refused(wanted, says):
    with pytest.raises(PluginError) as caught:
        see_version("catering", wanted, "1.0")
    assert says in spoken(caught.value)


@pytest.mark.parametrize(
    ("required", "blocked", "says"),
    [
        ({"bakery": ""}, (), "required plugin bakery is not installed"),
        ({"bakery": ""}, ("bakery",), "required plugin bakery is blocked"),
        ({"butchery": ""}, (), "required plugin butchery is refused: it is no good (plugin butchery). Mend it."),
        ({"catering": ">=2"}, (), "has version 1.0, not >=2 (plugin catering). Install adjudge-catering>=2."),
        ({"catering": "new"}, (), "required_plugins: 'new' is no version specifier"),
        ({"dinner": ">=1"}, (), "has the version tasty, which cannot be compared"),
    ],
)
def test_what_is_required_and_not_there_is_told(required, blocked, says):
    plugins = {
        name: SimpleNamespace(distribution=f"adjudge-{name}", version=version)
        for name, version in (("catering", "1.0"), ("dinner", "tasty"))
    }
    broken = PluginError(
        {"en": "it is no good", "zh": "不可用"}, plugin="butchery", hint={"en": "Mend it.", "zh": "请改正。"}
    )
    with pytest.raises(UsageError) as caught:
        require(required, plugins, blocked, [broken])
    assert says in spoken(caught.value)
