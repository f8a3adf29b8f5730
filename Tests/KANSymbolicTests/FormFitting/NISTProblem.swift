import Foundation
import KANData
import KANSymbolic
import Testing

/// A nonlinear regression problem of the NIST Statistical Reference Datasets, read from its published file.
struct NISTProblem: CustomTestStringConvertible {
  let name: String
  let form: String
  /// Both starts: values by constant.
  let starts: [[String: Double]]
  /// Certified values and standard deviations by constant.
  let certified: [String: (value: Double, deviation: Double)]
  let residualSumOfSquares: Double
  let table: Table

  var testDescription: String { name }

  /// Digits that standard deviations can have: four, or what the rounding of values to doubles leaves of the residuals (those of
  /// Lanczos1 are 9e-14 of values up to 2.5).
  var digitsOfDeviations: Double {
    let largest = table.columns[0].reduce(0) { max($0, abs($1)) }
    let freedom = Double(table.rowCount - certified.count)
    return min(4, log10((residualSumOfSquares / freedom).squareRoot() / (largest * .ulpOfOne)))
  }

  /// The forms as `Form` reads them.
  static let forms = [
    "BoxBOD": "y = b1*(1 - exp(-b2*x))",
    "Kirby2": "y = (b1 + b2*x + b3*x**2) / (1 + b4*x + b5*x**2)",
    "Lanczos1": "y = b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)",
    "Lanczos2": "y = b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)",
    "Lanczos3": "y = b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)",
    "MGH09": "y = b1*(x**2 + x*b2) / (x**2 + x*b3 + b4)",
    "MGH17": "y = b1 + b2*exp(-x*b4) + b3*exp(-x*b5)",
    "Misra1a": "y = b1*(1 - exp(-b2*x))",
    "Misra1b": "y = b1 * (1 - (1 + b2*x/2)**(-2))",
    "Misra1c": "y = b1 * (1 - (1 + 2*b2*x)**(-.5))",
    "Misra1d": "y = b1*b2*x*((1 + b2*x)**(-1))",
    "Nelson": "log(y) = b1 - b2*x1*exp(-b3*x2)",
    "Roszman1": "y = b1 - b2*x - arctan(b3/(x - b4))/pi",
  ]

  /// All problems, by name.
  static func all() throws -> [NISTProblem] { try forms.keys.sorted().map { try NISTProblem($0) } }

  init(_ name: String) throws {
    self.name = name
    form = Self.forms[name] ?? ""
    let path = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/NIST/\(name).dat")
    let lines = String(decoding: try Data(contentsOf: path), as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    var starts: [[String: Double]] = [[:], [:]]
    var certified: [String: (value: Double, deviation: Double)] = [:]
    var sum = Double.nan
    var rows: [[Double]] = []
    var names: [String] = []
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 6, words[1] == "=", words[0].hasPrefix("b") {
        let numbers = words.dropFirst(2).compactMap(Double.init)
        starts[0][words[0]] = numbers[0]
        starts[1][words[0]] = numbers[1]
        certified[words[0]] = (numbers[2], numbers[3])
      } else if line.hasPrefix("Residual Sum of Squares:") {
        sum = words.last.flatMap(Double.init) ?? .nan
      } else if words.first == "Data:", words.count > 2, words[1] == "y" {
        names = Array(words.dropFirst())
      } else if !names.isEmpty, words.count == names.count {
        rows.append(words.compactMap(Double.init))
      }
    }
    self.starts = starts
    self.certified = certified
    residualSumOfSquares = sum
    table = try Table(names: names, columns: names.indices.map { c in rows.map { $0[c] } })
  }
}
