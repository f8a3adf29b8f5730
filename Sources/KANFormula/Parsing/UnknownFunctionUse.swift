/// A use of a function that is not known, such as g(y, z).
package struct UnknownFunctionUse: Sendable, Hashable {
  /// Its name.
  package let function: String
  /// What it is applied to.
  package let arguments: [Expression]

  /// As it is written; the name of the variable that stands in its place.
  package var text: String {
    let printer = TextPrinter()
    return "\(function)(\(arguments.map { printer.print($0) }.joined(separator: ", ")))"
  }
}
