import KANFormula
import KANSymbolic
import SymbolLibrary

/// The elements of trees: the columns of a problem, the number one, the functions of a catalog and arithmetic, each with its cost,
/// so that common elements come before rare ones.
struct ExpressionGrammar: Sendable {
  /// An operation that makes a tree from one or two trees.
  struct Operation: Sendable {
    /// The function in `x`, or of `x` and `y`.
    let expression: Expression
    let arity: Int
    /// The cost, in units of `ExpressionGrammar.unit`.
    let cost: Int
    /// The elementary functions in it, which may not be nested in themselves.
    let functions: Set<ElementaryFunction>
    /// The arithmetic operation on two trees; `nil` for a function of one.
    var arithmetic: Arithmetic?
    /// Whether it is a function of −x.
    var isMirrored = false

    /// The resulting tree.
    func applied(to x: Expression, _ y: Expression? = nil) -> Expression {
      guard let y else { return expression.substituting(["x": x]) }
      return ExpressionGrammar.flat(expression.substituting(["x": x, "y": y]))
    }
  }

  /// The arithmetic operations on two trees.
  enum Arithmetic: Sendable {
    case multiply, divide, add, subtract

    /// Whether x∘y and y∘x are equal, up to the sign.
    var isCommutative: Bool { self != .divide }
    /// Whether it is a sum or difference: a sum of trees needs no trees that are sums themselves.
    var isSum: Bool { self == .add || self == .subtract }
  }

  /// A tree without parts.
  struct Leaf: Sendable {
    let expression: Expression
    let values: [Double]
    let cost: Int
  }

  /// Half a nat.
  static let unit = 0.5

  let unary: [Operation]
  let binary: [Operation]
  let leaves: [Leaf]
  /// The name of every column in the trees, and its expression in the user's inputs.
  let names: [String]
  let substitutions: [String: Expression]
  /// The columns with these names.
  let columns: [[Double]]

  /// The constraints on trees, in the user's inputs.
  private let constraints: Discovery.Options.Constraints
  /// The dimensions of the user's inputs; empty if no units are known.
  private let dimensions: [String: PhysicalDimension]

  /// Trees of the inputs of a problem on some of its rows.
  init(
    _ problem: Subproblem, rows: [Int], catalog: SymbolCatalog,
    constraints: Discovery.Options.Constraints = Discovery.Options.Constraints(),
    dimensions: [String: PhysicalDimension] = [:]
  ) {
    let names = problem.inputs.indices.map { "x\($0)" }
    let columns = problem.inputs.map { i in rows.map { problem.table.inputs[i][$0] } }
    let price = StructurePrice(inputCount: problem.inputs.count)
    let variable = Self.cost(price(.variable("x")))
    var leaves: [Leaf] = []
    for (name, column) in zip(names, columns) {
      leaves.append(Leaf(expression: .variable(name), values: column, cost: variable))
      // Roots, logarithms and decays of a column of both signs need its absolute value, as do symmetric laws.
      if catalog["abs"] != nil, column.contains(where: { $0 < 0 }), column.contains(where: { $0 > 0 }) {
        leaves.append(
          Leaf(
            expression: .abs(.variable(name)), values: column.map { abs($0) },
            cost: variable + Self.costOfSize))
        if catalog["sign"] != nil {
          leaves += Self.signedRoots(of: name, column, cost: variable).filter {
            catalog.allows($0.expression)
          }
        }
      }
    }
    leaves.append(Leaf(expression: 1, values: rows.map { _ in 1 }, cost: Self.costOfOne))
    self.constraints = constraints
    self.dimensions = dimensions
    self.names = names
    self.columns = columns
    self.leaves = leaves.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)
    substitutions = Dictionary(
      uniqueKeysWithValues: zip(names, problem.inputs).map { ($0, problem.table.variable($1)) })
    unary = Self.unary(catalog)
    binary = Self.binary(catalog)
  }

  /// Whether a tree of the columns may be part of a law: it satisfies the constraints and is dimensionally consistent.
  func allows(_ tree: Expression) -> Bool {
    if constraints.isEmpty && dimensions.isEmpty { return true }
    let own = tree.substituting(substitutions)
    guard constraints.allow(own) else { return false }
    // The coefficient carries whatever unit is missing.
    return dimensions.isEmpty
      || (try? DimensionalBalance(of: .real(1) * own, dimensions: dimensions, target: nil)) != nil
  }

  /// The signed roots sign(x)·|x|^p of a column of both signs, as in the flow through an orifice.
  private static func signedRoots(of name: String, _ column: [Double], cost: Int) -> [Leaf] {
    [2, 3].compactMap { degree in
      guard let exponent = Rational(1, degree) else { return nil }
      let x = Expression.variable(name)
      return Leaf(
        expression: .function(.sign, x) * .power(.abs(x), .rational(exponent)),
        values: column.map { Double(signOf: $0, magnitudeOf: abs($0).realPower(exponent)) },
        cost: cost + costOfSize + costOfSignedRoot)
    }
  }

  /// A root, the sign, and their product.
  private static let costOfSignedRoot = 6
  /// The absolute value of a column of both signs costs little more than the column, since roots need it.
  private static let costOfSize = 2
  /// The number one occurs in sums: log(1 + x), 1 − exp(−x).
  private static let costOfOne = 1
  /// Nats up to which an operation has its cost from named equations, and the share that counts beyond: operations that are rare in
  /// textbooks may still occur in tables.
  private static let (usual, shareBeyond) = (3.0, 1.0 / 3)

  /// The cost of a whole term of a law.
  static func cost(ofTerm term: Expression, _ price: StructurePrice) -> Int {
    max(1, Int((price(term) / unit).rounded()))
  }

  private static func cost(_ nats: Double) -> Int {
    let own = nats <= usual ? nats : usual + shareBeyond * (nats - usual)
    return max(1, Int((own / unit).rounded()))
  }

  /// The functions of a catalog, each also of the negative argument if that is another function, and the cube root if there are roots.
  private static func unary(_ catalog: SymbolCatalog) -> [Operation] {
    let price = StructurePrice(inputCount: 1)
    let x = Expression.variable("x")
    let own = price(x)
    var expressions = catalog.symbols.map(\.expression).filter { $0 != x }
    let cubeRoot = Expression.power(x, Rational(1, 3).map(Expression.rational) ?? 1)
    if catalog.allows(cubeRoot), !expressions.contains(cubeRoot) { expressions.append(cubeRoot) }
    return expressions.flatMap { expression -> [Operation] in
      let functions = expression.elementaryFunctions
      let operation = Operation(
        expression: expression, arity: 1, cost: cost(price(expression) - own), functions: functions)
      guard !functions.isEmpty else { return [operation] }
      let mirrored = Operation(
        expression: expression.substituting(["x": -x]), arity: 1, cost: operation.cost + 1,
        functions: functions, isMirrored: true)
      return [operation, mirrored]
    }
  }

  private static func binary(_ catalog: SymbolCatalog) -> [Operation] {
    let price = StructurePrice(inputCount: 1)
    let (x, y) = (Expression.variable("x"), Expression.variable("y"))
    func operation(_ expression: Expression, _ arithmetic: Arithmetic) -> Operation {
      Operation(
        expression: expression, arity: 2, cost: cost(price(expression) - 2 * price(x)), functions: [],
        arithmetic: arithmetic)
    }
    // A quotient needs a reciprocal, which a catalog may not have.
    return [
      operation(x * y, .multiply), operation(x / y, .divide), operation(x + y, .add),
      operation(x - y, .subtract),
    ].filter { catalog.allows($0.expression) }
  }

  /// Flattens nested sums and nested products.
  private static func flat(_ expression: Expression) -> Expression {
    switch expression {
    case .sum(let parts):
      .sum(parts.flatMap { part in if case .sum(let inner) = part { inner } else { [part] } })
    case .product(let parts):
      .product(parts.flatMap { part in if case .product(let inner) = part { inner } else { [part] } })
    default: expression
    }
  }
}

extension Expression {
  /// Whether a number is added somewhere in it.
  var addsANumber: Bool {
    switch self {
    case .rational, .real, .constant, .variable: false
    case .sum(let parts):
      parts.contains { part in if case .rational = part { true } else { part.addsANumber } }
    case .product(let parts): parts.contains(where: \.addsANumber)
    case .power(let base, let exponent): base.addsANumber || exponent.addsANumber
    case .function(_, let argument), .piecewise(_, let argument): argument.addsANumber
    }
  }
}
