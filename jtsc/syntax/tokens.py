"""The pass between lexer and parser: which line ends count, and which `{` opens a record."""

from collections.abc import Iterator

from lark import Token

# A line end right after one of these does not end a statement.
_LEAVES_OPEN = frozenset(
    {
        "_NL",
        "_LBRACE",
        "ADD",
        "MUL",
        "COMPARE",
        "_OR",
        "_AND",
        "_NOT",
        "EQUAL",
        "COLON",
        "COMMA",
        "_RANGE",
        "DOT",
    }
    | {"CROSSES", "ABOVE", "BELOW", "BETWEEN", "IN", "STEP", "IF", "THEN", "ELSE", "FROM", "WHERE", "BY"}
)
# Words of the language that no name may be; all others (`in`, `step`, `long`, `crosses`) are names where no
# operator can stand.
RESERVED = frozenset(
    {"true", "false", "and", "or", "not", "AND", "OR", "NOT"}
    | {"if", "then", "else", "on", "when", "var", "test"}
)
_OPENERS = frozenset({"LPAR", "LSQB", "_LBRACE", "_RECORD"})
_CLOSERS = frozenset({"RPAR", "RSQB", "_RBRACE"})
_BEFORE_RECORD = frozenset({"LPAR", "LSQB", "COMMA", "COLON", "EQUAL"})


class LineEnds:
    """Drops line ends inside brackets, after an open operator or another one, and where a block begins.

    The lexer is contextual: a token must go on before the next one is read, so nothing is held back.
    """

    always_accept = ("_NL", "_LBRACE", "_RBRACE")

    def process(self, tokens: Iterator[Token]) -> Iterator[Token]:
        brackets: list[str] = []
        previous = "_NL"
        for token in tokens:
            if token.type == "_NL":
                inside = bool(brackets) and brackets[-1] != "_LBRACE"
                if inside or previous in _LEAVES_OPEN:
                    continue
            elif token.type == "_LBRACE" and previous in _BEFORE_RECORD:
                token.type = "_RECORD"
            if token.type in _OPENERS:
                brackets.append(token.type)
            elif token.type in _CLOSERS and brackets:
                brackets.pop()
            previous = token.type
            yield token
