"""Where each key of a TOML text stands. `tomllib` parses, but keeps no lines."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""\#[^\n]*                                        # a comment
      | \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}     # strings of many lines
      | \"(?:\\.|[^\"\\\n])*\" | '[^'\n]*'              # strings of one line
      | \n | [\[\]{}=,.]
      | [^\s\[\]{}=,.\#\"']+                            # bare keys, numbers, dates, booleans
    """,
    re.VERBOSE | re.DOTALL,
)
_END = ""
_VALUE_ENDS = ("\n", ",", "]", "}", _END)


@lru_cache(maxsize=16)  # the same few files are read again and again
def key_lines(text: str) -> Mapping[KeyPath, int]:
    """The line (from 1) of every table, key and array element of a text that `tomllib` has accepted."""
    return MappingProxyType(_Scan(text).run())


class _Scan:
    """Walks over tokens; the text is known to be valid, so nothing is checked twice."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int]] = []
        line = end = 0
        for match in _TOKEN.finditer(text):
            line += text.count("\n", end, match.start())
            if not match[0].startswith("#"):
                self.tokens.append((match[0], line + 1))
            line += match[0].count("\n")
            end = match.end()
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}  # entries so far of each [[array of tables]]

    def run(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self.peek_past_newlines() != _END:
            if self.accept("["):
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    def header(self) -> KeyPath:
        line = self.line
        many = self.accept("[")
        *parents, name = self.keys()
        self.at += 2 if many else 1
        path: KeyPath = ()
        for key in parents:
            path += (key,)
            self.lines.setdefault(path, line)
            if path in self.counts:
                path += (self.counts[path] - 1,)
        path += (name,)
        self.lines.setdefault(path, line)
        if many:
            index = self.counts[path] = self.counts.get(path, 0) + 1
            path += (index - 1,)
            self.lines[path] = line
        return path

    def pair(self, path: KeyPath) -> None:
        line = self.line
        for key in self.keys():
            path += (key,)
            self.lines.setdefault(path, line)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: KeyPath) -> None:
        if self.accept("["):
            index = 0
            while self.peek_past_newlines() != "]":
                self.lines[(*path, index)] = self.line
                self.value((*path, index))
                self.comma()
                index += 1
            self.at += 1
        elif self.accept("{"):
            while self.peek_past_newlines() != "}":
                self.pair(path)
                self.comma()
            self.at += 1
        else:
            while self.peek() not in _VALUE_ENDS:
                self.at += 1

    def keys(self) -> list[str]:
        """A dotted key; escapes inside a quoted part stay as written."""
        keys = [self.take_key()]
        while self.accept("."):
            keys.append(self.take_key())
        return keys

    def take_key(self) -> str:
        key = self.peek()
        self.at += 1
        return key[1:-1] if key[0] in "\"'" else key

    def comma(self) -> None:
        self.peek_past_newlines()
        self.accept(",")

    def accept(self, token: str) -> bool:
        found = self.peek() == token
        self.at += found
        return found

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else _END

    def peek_past_newlines(self) -> str:
        while self.peek() == "\n":
            self.at += 1
        return self.peek()

    @property
    def line(self) -> int:
        return self.tokens[self.at][1]
