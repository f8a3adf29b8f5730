/// What callers in C can get wrong.
enum CInterfaceError: Error, Hashable, CustomStringConvertible {
  /// A pointer that has to be there is NULL.
  case missing(String)
  /// A number among the rows is not finite: row and column from 1.
  case notFinite(value: Double, row: Int, input: String)
  /// A request is not what it has to be.
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
