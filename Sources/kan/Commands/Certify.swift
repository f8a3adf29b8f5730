import ArgumentParser
import SwiftKAN

/// `kan certify`: a proven bound on the distance of a formula from a network.
struct Certify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Proves a bound on the distance between a formula and a network.",
    discussion: """
      Compares the formula of one model with the network of another: on the rows of a table, on evenly distributed points, and by \
      interval arithmetic on the whole box of the formula's inputs. The bound holds at every point of the box, rounding included. \
      It exceeds the largest distance seen by at most a tenth, unless the limit --operations was reached, which the tool reports. \
      Each edge that was replaced by a function is bounded separately as well.

      Examples:

        kan certify s.kan m.kan table.csv
        kan certify s.kan m.kan table.csv --operations 1e9 --json
      """)

  @Argument(help: "The model file with the formula.")
  var formula: String

  @Argument(help: "The model file of the network that the formula was read from.")
  var network: String

  @Argument(help: "The table: CSV, TSV, NPY or NPZ; it needs the network's inputs.")
  var table: String

  @Option(help: ArgumentHelp("Number of evenly distributed points to compare.", valueName: "count"))
  var points = CertificationOptions().points

  @Option(
    help: ArgumentHelp(
      "The maximum number of multiplications in a proof, by default 3e7, which take about a second.",
      valueName: "count"))
  var operations: Double?

  @OptionGroup var format: TableFormat
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard points >= 1 else { throw ValidationError("--points needs a number of at least 1, not \(points).") }
    if let operations, !(operations >= 1 && operations.isFinite) {
      throw ValidationError("--operations needs a number of at least 1, not \(operations).")
    }
  }

  func run() throws {
    let closed = try ModelFile(named: formula)
    let original = try ModelFile(named: network)
    let splines = original.network
    guard !closed.formulas.isEmpty else {
      throw Failure("\(formula) contains no formula; create one with `kan symbolify`", status: .goalMissed)
    }
    let columns = try format.source(table, remembering: original.columns).columns(
      splines.inputs.map(\.name), admitsGaps: false)
    let hasSameShape = splines.allEdgeAddresses == closed.network.allEdgeAddresses
    var options = CertificationOptions(points: points)
    if let operations { options.operations = operations }
    let formulas = try closed.formulas.map { formula in
      var result = formula
      result.validity = formula.validityOnBox()
      result.agreement = try splines.agreement(
        of: formula, closedForm: hasSameShape ? closed.network : nil, on: columns, options: options)
      return result
    }
    let texts = formulas.map { formula in
      formula.equation(digits: 8) + "\n\n" + FormulaFacts(formula).text
    }
    try speech.printResult(formulas.map(FormulaRecord.init), text: texts.joined(separator: "\n\n"))
    let loose = formulas.filter { $0.agreement?.certified.isTight == false }.map(\.outputName)
    if !loose.isEmpty {
      throw Failure(
        "the bound of \(loose.joined(separator: ", ")) is valid but exceeds the largest distance seen by more than a tenth; "
          + "increase --operations",
        status: .goalMissed)
    }
  }
}
