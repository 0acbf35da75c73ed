"""What OPA's compiler asks of a program: names, safety, types, what may stand together."""
