"""Simplified trees of answer and truth: complexity and equality of structure. SymPy runs in a child process that is
killed when it takes too long."""

import ast
import copy
import multiprocessing
import re
import sys
import time

from .problems import CONSTANTS


def pure(formula):
    """The true law in functions that SymPy supports, with physical constants as numbers."""
    for name, before, after in (("expm1", "(exp(", ") - 1)"), ("log1p", "log(1 + (", "))")):
        while f"{name}(" in formula:
            start = formula.index(f"{name}(")
            first = end = start + len(name) + 1
            depth = 1
            while depth:
                depth += (formula[end] == "(") - (formula[end] == ")")
                end += 1
            formula = formula[:start] + before + formula[first:end - 1] + after + formula[end:]
    for name, value in CONSTANTS.items():
        formula = re.sub(rf"\b{name}\b", repr(value), formula)
    return formula


def compare(tree, truth, seconds=20.0):
    """`complexity` and `complexity_of_truth` (nodes of the simplified trees), `same_structure` (equal trees, all
    numbers being one symbol), `simplified`; fewer of them, and `timed_out`, if SymPy was too slow."""
    receiver, sender = multiprocessing.Pipe(False)
    child = multiprocessing.get_context("fork").Process(target=_compare, args=(sender, tree, pure(truth)))
    child.start()
    sender.close()
    facts, done, end = {}, False, time.time() + seconds
    while not done and receiver.poll(max(0.0, end - time.time())):
        try:
            facts, done = receiver.recv()
        except EOFError:
            break
    child.kill()
    child.join()
    receiver.close()
    if not done:
        facts["timed_out"] = True
    return facts


def _compare(sender, tree, truth):
    import sympy
    sys.setrecursionlimit(20_000)
    facts = {}
    try:
        answer, truth = _expression(tree), _expression(ast.parse(truth, mode="eval"))
        facts["complexity"] = _nodes(answer)
        facts["complexity_of_truth"] = _nodes(truth)
        sender.send((dict(facts), False))
        simple_truth = _simplest(truth)
        facts["complexity_of_truth"] = _nodes(simple_truth)
        simple = _simplest(answer)
        facts["complexity"] = _nodes(simple)
        facts["simplified"] = str(simple)[:2000]
        facts["same_structure"] = (_labels(simple) == _labels(simple_truth)
                                   or _labels(sympy.expand(answer)) == _labels(sympy.expand(truth)))
    except Exception as error:  # if SymPy fails for any reason, the numeric verdict remains
        facts["sympy_error"] = repr(error)[:200]
    sender.send((facts, True))


def _expression(tree):
    import sympy as sp
    names = {name: getattr(sp, name) for name in (
        "exp", "log", "sqrt", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "asin", "acos",
        "atan", "asinh", "acosh", "atanh", "Abs", "sign", "Max", "Min", "pi", "E")}
    names |= dict(
        ln=sp.log, arcsin=sp.asin, arccos=sp.acos, arctan=sp.atan, arcsinh=sp.asinh, arccosh=sp.acosh,
        arctanh=sp.atanh, abs=sp.Abs, e=sp.E, expm1=lambda a: sp.exp(a) - 1, log1p=lambda a: sp.log(1 + a),
        log10=lambda a: sp.log(a) / sp.log(10), log2=lambda a: sp.log(a) / sp.log(2),
        cbrt=lambda a: a ** sp.Rational(1, 3), square=lambda a: a ** 2, cube=lambda a: a ** 3, inv=lambda a: 1 / a,
        neg=lambda a: -a, pow=lambda a, b: a ** b, Pow=lambda a, b: a ** b, sigmoid=lambda a: 1 / (1 + sp.exp(-a)))
    symbols = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - set(names)
    names |= {symbol: sp.Symbol(symbol, real=True) for symbol in symbols}
    names |= {"Integer_": lambda text: sp.Integer(int(text)), "Float_": sp.Float}

    class Numbers(ast.NodeTransformer):
        def visit_Constant(self, node):
            kind = "Integer_" if isinstance(node.value, int) else "Float_"
            return ast.Call(ast.Name(kind, ast.Load()), [ast.Constant(repr(node.value))], [])

    tree = ast.fix_missing_locations(Numbers().visit(copy.deepcopy(tree)))
    return sp.sympify(eval(compile(tree, "formula", "eval"), {"__builtins__": {}}, names))


def _simplest(expression):
    import sympy
    return min((expression, sympy.simplify(expression)), key=_nodes)


def _nodes(expression):
    return 1 + sum(_nodes(argument) for argument in expression.args)


def _labels(expression):
    return _labelled(expression.evalf(12))


def _labelled(expression):
    """(label, children); all numbers have the same label; children of sums and products are sorted."""
    if expression.is_number:
        return ("number", ())
    if expression.is_Symbol:
        return (str(expression), ())
    children = [_labelled(argument) for argument in expression.args]
    if expression.is_Add or expression.is_Mul:
        children.sort(key=repr)
    return (type(expression).__name__, tuple(children))
