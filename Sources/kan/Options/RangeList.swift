import ArgumentParser

/// Ranges of named columns, for example `--ranges x=0:1,y=-2:2`.
struct RangeList: ExpressibleByArgument {
  let ranges: [String: ClosedRange<Double>]
  /// The names in the order in which they were given.
  let names: [String]

  init?(argument: String) {
    var ranges: [String: ClosedRange<Double>] = [:]
    var names: [String] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equals = part.lastIndex(of: "=") else { return nil }
      let ends = part[part.index(after: equals)...].split(separator: ":").map { Double($0) }
      let name = String(part[..<equals])
      guard ends.count == 2, let lower = ends[0], let upper = ends[1], lower.isFinite, upper.isFinite,
        lower < upper, !name.isEmpty, ranges.updateValue(lower...upper, forKey: name) == nil
      else { return nil }
      names.append(name)
    }
    self.ranges = ranges
    self.names = names
  }
}
