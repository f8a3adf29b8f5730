import ArgumentParser
import SwiftKAN

/// `kan theory`: a network that computes a known formula.
struct Theory: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turns a known formula into a network.",
    discussion: """
      Every sum, product and function of the formula becomes a part of the network. Training may then change the constants, and \
      with --correction an additional small network of splines learns what the formula does not describe; `kan difference` prints \
      what was learned.

      Examples:

        kan theory 'm*g*h + m*v^2/2' --constant g=9.81 \\
          --ranges m=0:2,h=0:10,v=0:5 --target E -o t.kan
        kan theory '2*sqrt(a*b)' --table events.csv --target mtw \\
          --correction 2 -o t.kan
        kan train events.csv --target mtw --start t.kan -o c.kan
        kan difference c.kan
      """)

  @Argument(
    help: "The formula of the inputs, by name, with + - * / ^ and the functions that `kan functions` lists.")
  var formula: String

  @Option(
    help: ArgumentHelp(
      "The name of the column that the formula predicts; by default y, or f if y is an input.",
      valueName: "column"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Ranges of the inputs; -1:1 for those that are not named.", valueName: "x=0:1,y=-2:2"))
  var ranges: RangeList?

  @Option(help: ArgumentHelp("A table whose columns give the ranges of the inputs.", valueName: "file"))
  var table: String?

  @OptionGroup var numbers: NumberFormat

  @Option(
    help: ArgumentHelp(
      "The value of a constant in the formula; may be repeated.", valueName: "g=9.81"))
  var constant: [NamedValue] = []

  @Option(
    help: ArgumentHelp(
      "Additional spline nodes in each layer, which learn a correction.", valueName: "count"))
  var correction: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @OptionGroup var speech: OutputOptions

  func validate() throws {
    if let correction, !(1...1000).contains(correction) {
      throw ValidationError("--correction needs a number from 1 to 1000, not \(correction).")
    }
    guard ranges == nil || table == nil else {
      throw ValidationError("Give either --ranges or a --table, not both.")
    }
    guard table != nil || !numbers.decimalComma && numbers.thousands == nil else {
      throw ValidationError("--decimal-comma and --thousands describe the numbers of a --table; give it too.")
    }
  }

  func run() throws {
    try OutputPath.check([output], besides: [table])
    let values = Dictionary(
      constant.map { ($0.constant.name, Expression.real($0.constant.value)) }, uniquingKeysWith: { $1 })
    let expression = try Expression(parsing: formula, functionsOf: .standard).substituting(values)
    let names = expression.variables
    let target = target ?? (names.contains("y") ? "f" : "y")
    guard !names.contains(target) else {
      throw Failure(
        "'\(target)' is an input of the formula; give what it predicts another name with --target")
    }
    var network = try Network(expression: expression, output: target, on: try box(of: names, target: target))
    if let correction { network = network.addingCorrection(width: correction) }
    let text = TextPrinter().print(expression.simplified())
    try ModelFile(
      network: network,
      provenance: ["theory": text, "targets": target, "loss": "mse", "swiftkan": packageVersion]
    ).write(to: output)
    let record = Record(output: target, formula: text, shape: network.shape.description, file: output)
    try speech.printResult(
      record, text: "\(output): a network of shape \(record.shape) for \(target) = \(text)")
  }

  /// The ranges of the variables, from the table or the command line.
  private func box(of names: [String], target: String) throws -> [String: ClosedRange<Double>] {
    if let table {
      let data = try Dataset(try Table(named: table, format: numbers), inputs: names, targets: [target])
      return Dictionary(
        uniqueKeysWithValues: zip(names, data.inputs).map { ($0, ($1.min() ?? -1)...($1.max() ?? 1)) })
    }
    let given = ranges?.ranges ?? [:]
    if let stranger = given.keys.sorted().first(where: { !names.contains($0) }) {
      throw Failure(
        "--ranges names '\(stranger)', which the formula does not use; it uses \(names.joined(separator: ", "))"
      )
    }
    return given
  }

  /// The network built, as `--json` prints it.
  private struct Record: Encodable {
    let output: String
    let formula: String
    let shape: String
    let file: String
  }
}
