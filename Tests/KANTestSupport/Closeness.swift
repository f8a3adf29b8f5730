import Testing

/// Whether two numbers agree to `tolerance`, absolute below 1 and relative above.
public func isClose(_ a: Double, _ b: Double, within tolerance: Double) -> Bool {
  a == b || abs(a - b) <= tolerance * max(1, abs(a), abs(b)) || (a.isNaN && b.isNaN)
}

/// Whether a number agrees with the expected one to a share `tolerance` of it, however small it is.
public func isClose(_ actual: Double, _ expected: Double, relative tolerance: Double) -> Bool {
  abs(actual - expected) <= tolerance * abs(expected)
}

/// Records an issue at the first place where two columns differ by more than `tolerance`, absolute below 1
/// and relative above; `comment` should hold the seed of a random case.
public func expectClose(
  _ actual: [Double], _ expected: [Double], within tolerance: Double,
  _ comment: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    Issue.record(
      "\(actual.count) numbers instead of \(expected.count) \(comment())", sourceLocation: sourceLocation)
    return
  }
  for s in actual.indices where !isClose(actual[s], expected[s], within: tolerance) {
    let difference = abs(actual[s] - expected[s])
    Issue.record(
      "number \(s) is \(actual[s]), not \(expected[s]): off by \(difference) \(comment())",
      sourceLocation: sourceLocation)
    return
  }
}

/// The largest absolute difference of two columns.
public func maximumDifference(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
