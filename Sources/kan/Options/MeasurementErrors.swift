import ArgumentParser
import SwiftKAN

/// An error of measurement: `0.1`, `2%`, a column, or `+UP,-DOWN` of these.
struct SigmaArgument: ExpressibleByArgument {
  let error: Table.MeasurementError

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1:
      guard let single = Self.single(parts[0]) else { return nil }
      error = single
    case 2:
      guard parts[0].hasPrefix("+"), parts[1].hasPrefix("-"),
        let up = Self.single(String(parts[0].dropFirst())),
        let down = Self.single(String(parts[1].dropFirst()))
      else { return nil }
      error = .pair(up: up, down: down)
    default: return nil
    }
  }

  private static func single(_ text: String) -> Table.MeasurementError? {
    if text.hasSuffix("%"), let share = Double(text.dropLast()) { return .share(share / 100) }
    if let value = Double(text) { return .value(value) }
    return text.isEmpty ? nil : .column(text)
  }
}

extension Table.MeasurementError {
  /// The same with renamed columns.
  func renamed(_ name: (String) -> String) -> Table.MeasurementError {
    switch self {
    case .value, .share: self
    case .column(let column): .column(name(column))
    case .pair(let up, let down): .pair(up: up.renamed(name), down: down.renamed(name))
    }
  }
}

/// The error of measurement of an input, `x=0.1`.
struct NamedSigmaArgument: ExpressibleByArgument {
  let name: String
  let error: Table.MeasurementError

  init?(argument: String) {
    guard let (name, text) = argument[...].namedPart, let sigma = SigmaArgument(argument: String(text)) else {
      return nil
    }
    self.name = name
    error = sigma.error
  }
}
