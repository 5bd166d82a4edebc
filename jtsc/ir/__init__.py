"""The two forms of a program inside the compiler: HIR, a typed tree, and MIR, one operation a node."""
