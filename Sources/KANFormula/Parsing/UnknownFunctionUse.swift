/// A use of a function that is not known, such as g(y, z).
package struct UnknownFunctionUse: Sendable, Hashable {
  /// Its name.
  package let function: String
  /// Its arguments.
  package let arguments: [Expression]

  /// The use as it is written; the name of the variable that replaces it.
  package var text: String {
    let printer = TextPrinter()
    return "\(function)(\(arguments.map { printer.print($0) }.joined(separator: ", ")))"
  }
}
