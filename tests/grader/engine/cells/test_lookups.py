"""Which names code looks up, and which of them matter before it."""

import ast

import pytest

from grader.engine.cells.lookups import looks_around, mentions_of, needed, reads_of


def test_functions_and_attributes_in_a_cell():
    source = "def f(x):\n    return [x + a for a in b] + c.mean"
    assert mentions_of(source, "<test>") == {"f", "b", "c", "mean"}
    assert reads_of(source, "<test>") == {"b", "c"}


def test_what_is_no_python_mentions_nothing():
    assert mentions_of("def", "<test>") == reads_of("def", "<test>") == frozenset()


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a = b\nc = a", {"b"}),
        ("a = a + 1", {"a"}),
        ("a, b = 1, 2\nprint(a, b)", {"print"}),
        ("a[0] = 1", {"a"}),
        ("a += 1", {"a"}),
        ("if a:\n    b = 1\nc = b", {"a", "b"}),
        ("for a in b:\n    c = a\n    d = c", {"b"}),
        ("for a in b:\n    d = c\n    c = a", {"b", "c"}),
        ("for a in b:\n    c = a\nd = c + a", {"b", "c", "a"}),
        ("with checks('x'):\n    a = f(1)\n    expect(a, b)", {"checks", "f", "expect", "b"}),
        (
            "with suppress(KeyError):\n    a = f(1)\nprint(a)",
            {"suppress", "KeyError", "f", "print", "a"},
        ),
        ("def f():\n    return a\na = 1", {"a"}),
        ("for a, (b, c) in d:\n    e = b + c", {"d"}),
    ],
)
def test_what_a_cell_needs(source, names):
    assert needed(ast.parse(source).body) == names


def test_what_is_needed_after_a_cell_is_needed_before_unless_it_binds_it():
    assert needed(ast.parse("a = b").body, {"a", "c"}) == {"b", "c"}


@pytest.mark.parametrize(
    "source", ["globals()['a']", "f.__globals__", "import __main__\n__main__.a", "sys.modules"]
)
def test_looking_around(source):
    assert looks_around(mentions_of(source, "<test>"))
