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

  @Option(
    name: .customLong("constants"),
    help: ArgumentHelp(
      "Recognise products of the constants of nature c, h, hbar, k_B, epsilon0, mu0, G, e, m_e, m_p, R, N_A, sigma, alpha and g (CODATA 2022) in columns in SI units, or in other units with --units; names of columns are left out.",
      valueName: "si"))
  var set: ConstantSet?

  func validate() throws {
    let names = constants.map(\.constant.name)
    if let twice = names.firstRepeated {
      throw ValidationError("--constant \(twice) is given twice.")
    }
  }

  /// The constants for the library; rejects names of columns.
  func named(besides columns: [String]) throws -> [NamedConstant] {
    if let clash = constants.first(where: { columns.contains($0.constant.name) }) {
      throw Failure(
        "--constant \(clash.constant.name): a column of the table has this name; choose another one")
    }
    let given = constants.map(\.constant)
    let taken = Set(columns + given.map(\.name))
    return given + (set?.constants ?? []).filter { !taken.contains($0.name) }
  }
}

/// A set of constants that is offered as a whole.
enum ConstantSet: String, ExpressibleByArgument, CaseIterable {
  /// Constants of nature in SI units.
  case si

  /// Its constants.
  var constants: [NamedConstant] {
    switch self {
    case .si: NamedConstant.si
    }
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
