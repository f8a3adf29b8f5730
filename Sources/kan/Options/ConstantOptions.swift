import ArgumentParser
import SwiftKAN

/// Constants that a user expects in a law.
struct ConstantOptions: ParsableArguments {
  @Option(
    name: .customLong("constant"),
    help: ArgumentHelp(
      "A constant to recognise besides pi, e and small roots, such as g=9.80665; may be repeated.",
      valueName: "name=value"))
  var constants: [NamedValue] = []

  func validate() throws {
    let names = constants.map(\.constant.name)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw ValidationError("--constant \(twice) is given twice.")
    }
  }

  /// The constants for the library; rejects names of columns.
  func named(besides columns: [String]) throws -> [NamedConstant] {
    if let clash = constants.first(where: { columns.contains($0.constant.name) }) {
      throw Failure(
        "--constant \(clash.constant.name): a column of the table has this name; choose another one")
    }
    return constants.map(\.constant)
  }
}

/// `name=value` on the command line.
struct NamedValue: ExpressibleByArgument {
  let constant: NamedConstant

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    guard parts.count == 2, let value = Double(parts[1]), value.isFinite, value != 0,
      let constant = NamedConstant(parsingName: parts[0], value: value)
    else { return nil }
    self.constant = constant
  }
}
