"""How the text of a policy is read and rewritten: its parts, its terms, what has to stand in another order."""
