"""Makes the pieces of code that changes of an answer are made of."""

import ast
import builtins

LIBRARIES = ("np", "math", "pd", "tf", "keras", "plt")
NO_VALUES = {*LIBRARIES, *vars(builtins)}


def is_library(node):
    return isinstance(node, ast.Name) and node.id in LIBRARIES


def load(name):
    return ast.Name(name, ast.Load())


def assigned(name, value):
    return ast.Assign([ast.Name(name, ast.Store())], value)


def attribute(node, name):
    return ast.Attribute(node, name, ast.Load())


def keyword(name, value):
    return ast.keyword(name, ast.Constant(value))


def of_numpy(name, node):
    return ast.Call(attribute(load("np"), name), [node], [])


def name_of(call):
    """Return the name of the function that is called, without what stands before it."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def renamed(function, name):
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return load(name)


def plus(node, number):
    operator = ast.Add() if number > 0 else ast.Sub()
    return ast.BinOp(node, operator, ast.Constant(abs(number)))
