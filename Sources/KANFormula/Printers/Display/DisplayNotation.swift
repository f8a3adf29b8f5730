/// The differences between typeset notations; `DisplayWriter` and `DisplayLayout` do the rest.
protocol DisplayNotation: Sendable {
  /// Significant digits of measured constants; `nil` for all.
  var digits: Int? { get }
  /// A number without exponent.
  func number(_ text: String) -> String
  /// The name of a variable.
  func name(_ name: DisplayName) -> String
  /// A named constant.
  func constant(_ constant: NamedConstant) -> String
  /// A sign between two operands: + − = < ≤ ≥ and the comma; a leading minus has nothing on its left.
  func sign(_ sign: Character, isLeading: Bool) -> String
  /// Factors side by side; with `hasDot` there is a sign between them.
  func product(_ a: String, _ b: String, hasDot: Bool) -> String
  func fraction(_ above: String, _ below: String) -> String
  func squareRoot(_ argument: String) -> String
  func root(_ degree: Int, _ argument: String) -> String
  func superscript(_ base: String, _ exponent: String) -> String
  func brackets(_ text: String, isTall: Bool) -> String
  func magnitude(_ text: String) -> String
  /// A function applied to an argument in brackets.
  func application(_ function: String, _ brackets: String) -> String
  /// The name of an elementary function.
  func functionName(_ function: ElementaryFunction) -> String
  /// An upright word that is applied like a function, such as min.
  func word(_ word: String) -> String
  /// S with an index, the name of a piecewise polynomial.
  func spline(_ number: Int) -> String
  /// Whether sin²(x) is written for (sin x)².
  var raisesFunctionNames: Bool { get }
}
