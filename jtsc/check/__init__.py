"""Syntax tree to HIR: names, types, causality; every independent problem of a program in one run."""
