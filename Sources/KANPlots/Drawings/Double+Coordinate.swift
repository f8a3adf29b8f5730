extension Double {
  /// A coordinate with at most two decimals and no trailing zeros.
  var coordinate: String {
    guard isFinite else { return "0" }
    let hundredths = (self * 100).rounded()
    guard abs(hundredths) < 1e15 else { return "0" }
    let value = Int(hundredths)
    let (whole, part) = (abs(value) / 100, abs(value) % 100)
    let sign = value < 0 ? "-" : ""
    if part == 0 { return "\(sign)\(whole)" }
    return part % 10 == 0 ? "\(sign)\(whole).\(part / 10)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
  }
}
