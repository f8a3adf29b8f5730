import ArgumentParser

/// This machine's share of the parts of a divided search: `3/16` for the third of sixteen machines.
struct ShareOfUnits: ExpressibleByArgument, CustomStringConvertible {
  let number: Int
  let count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  var description: String { "\(number)/\(count)" }

  /// Whether the part with this index, counted from 0, belongs to it.
  func has(_ index: Int) -> Bool { index % count == number - 1 }
}
