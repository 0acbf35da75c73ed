"""The reference of kinds, rules and instruments as Markdown, built from the data of the plugins, in every language."""
