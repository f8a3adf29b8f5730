/// Errors of callers in C.
enum CInterfaceError: Error, Hashable, CustomStringConvertible {
  /// A required pointer is NULL.
  case missing(String)
  /// A number among the rows is not finite: row and column from 1.
  case notFinite(value: Double, row: Int, input: String)
  /// A request is invalid.
  case request(String)

  var description: String {
    switch self {
    case .missing(let argument): "The argument \(argument) is NULL."
    case .notFinite(let value, let row, let input):
      "The input \"\(input)\" of row \(row) is \(value); give finite numbers."
    case .request(let reason): "The request cannot be used: \(reason)."
    }
  }
}
