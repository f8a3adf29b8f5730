"""Untrusted formulas: parsed safely and evaluated on columns."""

import ast
import copy
import math
import re

import numpy as np

FUNCTIONS = dict(
    exp=np.exp, log=np.log, ln=np.log, sqrt=np.sqrt, cbrt=np.cbrt, sin=np.sin, cos=np.cos, tan=np.tan,
    cot=lambda a: 1 / np.tan(a), sec=lambda a: 1 / np.cos(a), csc=lambda a: 1 / np.sin(a),
    sinh=np.sinh, cosh=np.cosh, tanh=np.tanh, coth=lambda a: 1 / np.tanh(a),
    asin=np.arcsin, acos=np.arccos, atan=np.arctan, arcsin=np.arcsin, arccos=np.arccos, arctan=np.arctan,
    asinh=np.arcsinh, acosh=np.arccosh, atanh=np.arctanh, arcsinh=np.arcsinh, arccosh=np.arccosh,
    arctanh=np.arctanh, Abs=np.abs, abs=np.abs, sign=np.sign, expm1=np.expm1, log1p=np.log1p, log10=np.log10,
    log2=np.log2, square=np.square, cube=lambda a: a ** 3, inv=lambda a: 1 / a, neg=np.negative, pow=np.power,
    Pow=np.power, Max=np.maximum, Min=np.minimum, sigmoid=lambda a: 1 / (1 + np.exp(-a)))
NUMBERS = {"pi": math.pi, "E": math.e, "e": math.e}
LONGEST = 40_000


class Invalid(Exception):
    """The text is not a formula."""


class _Checked(ast.NodeTransformer):
    """Accepts arithmetic, numbers and the listed functions, and nothing else."""

    allowed = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub,
               ast.UAdd, ast.Load)

    def __init__(self, symbols):
        self.symbols = symbols

    def visit_Name(self, node):
        if node.id in self.symbols or node.id in NUMBERS:
            return node
        raise Invalid(f"unknown name {node.id}")

    def visit_Call(self, node):
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS or node.keywords:
            raise Invalid("unknown function")
        return ast.Call(node.func, [self.visit(argument) for argument in node.args], [])

    def visit_Constant(self, node):
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            raise Invalid(f"constant {node.value!r}")
        return node

    def generic_visit(self, node):
        if not isinstance(node, self.allowed):
            raise Invalid(f"no arithmetic: {type(node).__name__}")
        return super().generic_visit(node)


def parse(text, symbols):
    """The syntax tree of a formula of `symbols`; `^` and `**` are powers, a leading `y =` is allowed."""
    if not isinstance(text, str) or not text.strip():
        raise Invalid("empty")
    if len(text) > LONGEST:
        raise Invalid(f"longer than {LONGEST} characters")
    text = text.strip().replace("^", "**").split("=", 1)[-1].strip()
    try:
        return ast.fix_missing_locations(_Checked(symbols).visit(ast.parse(text, mode="eval")))
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        raise Invalid(f"syntax: {error}") from None


class _Floating(ast.NodeTransformer):
    """Integers become floating point, so that huge powers do not hang; small integer exponents stay exact."""

    def visit_Constant(self, node):
        return ast.Constant(float(node.value)) if isinstance(node.value, int) else node

    def visit_Subscript(self, node):
        return node

    def visit_BinOp(self, node):
        node.left = self.visit(node.left)
        exponent = literal(node.right) if isinstance(node.op, ast.Pow) else None
        if not (isinstance(exponent, int) and abs(exponent) < 64):
            node.right = self.visit(node.right)
        return node


def literal(node):
    """The number that a node writes, or None."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return -node.operand.value if isinstance(node.op, ast.USub) else node.operand.value
    return None


def compiled(tree):
    """A function of the columns X and, if constants were taken out, of their values c; NaN where undefined."""
    tree = ast.fix_missing_locations(_Floating().visit(copy.deepcopy(tree)))
    code = compile(tree, "formula", "eval")

    def values(X, c=None):
        names = {**FUNCTIONS, **NUMBERS, **{f"x{i}": X[:, i] for i in range(X.shape[1])}, "c": c}
        with np.errstate(all="ignore"):
            try:
                y = np.asarray(eval(code, {"__builtins__": {}}, names))
            except (ArithmeticError, ValueError, TypeError, MemoryError):
                return np.full(len(X), np.nan)
            if np.iscomplexobj(y):
                y = np.where(np.abs(y.imag) <= 1e-12 * np.abs(y.real), y.real, np.nan)
        return np.broadcast_to(y.astype(float), (len(X),)).copy()

    return values


def variables(tree):
    """The symbols x0, x1, ... that occur."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and re.fullmatch(r"x\d+", node.id)}
    return sorted(names, key=lambda symbol: int(symbol[1:]))


class _TakeOut(ast.NodeTransformer):
    """Every decimal literal becomes c[k]; a literal exponent within `snap` of a half or a third becomes that."""

    def __init__(self, snap):
        self.snap, self.values, self.has_snapped = snap, [], False

    def visit_BinOp(self, node):
        node.left = self.visit(node.left)
        exponent = self._rational(literal(node.right)) if isinstance(node.op, ast.Pow) else None
        node.right = self.visit(node.right) if exponent is None else ast.Constant(exponent)
        return node

    def _rational(self, value):
        if not isinstance(value, float) or not value or not math.isfinite(value):
            return None
        for q in (1, 2, 3):
            k = round(value * q)
            if k and abs(value * q / k - 1) <= self.snap:
                self.has_snapped |= value != k / q
                return k // q if k % q == 0 else k / q
        return None

    def visit_Constant(self, node):
        if not isinstance(node.value, float) or not node.value or not math.isfinite(node.value):
            return node
        self.values.append(node.value)
        return ast.Subscript(ast.Name("c", ast.Load()), ast.Constant(len(self.values) - 1), ast.Load())


def with_constants_taken_out(tree, snap):
    """(tree with c[k] in place of decimals, their values, whether an exponent moved)."""
    taking = _TakeOut(snap)
    tree = ast.fix_missing_locations(taking.visit(copy.deepcopy(tree)))
    return tree, np.array(taking.values, float), taking.has_snapped
