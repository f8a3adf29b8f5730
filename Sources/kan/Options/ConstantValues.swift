import ArgumentParser

/// Values of named constants, for example `--start a=1,b=0.5`.
struct ConstantValues: ExpressibleByArgument {
  let values: [String: Double]

  init?(argument: String) {
    var values: [String: Double] = [:]
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let (name, text) = part.namedPart, let value = Double(text), value.isFinite,
        values.updateValue(value, forKey: name) == nil
      else { return nil }
    }
    self.values = values
  }
}

/// Ranges of named constants whose ends may be open, for example `--bounds a=0:10,b=0:`.
struct ConstantBounds: ExpressibleByArgument {
  /// Lower and upper ends as given; the library checks their order.
  let bounds: [String: (lower: Double, upper: Double)]

  init?(argument: String) {
    var bounds: [String: (lower: Double, upper: Double)] = [:]
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let (name, text) = part.namedPart else { return nil }
      let ends = text.split(separator: ":", omittingEmptySubsequences: false)
      guard ends.count == 2, let lower = ends[0].isEmpty ? -Double.infinity : Double(ends[0]),
        let upper = ends[1].isEmpty ? Double.infinity : Double(ends[1]), !lower.isNaN, !upper.isNaN,
        bounds.updateValue((lower, upper), forKey: name) == nil
      else { return nil }
    }
    self.bounds = bounds
  }
}

extension Substring {
  /// The two sides of `name=text`.
  var namedPart: (name: String, text: Substring)? {
    guard let equals = firstIndex(of: "=") else { return nil }
    let name = String(self[..<equals].drop { $0 == " " }).trimmedAtEnd
    return name.isEmpty ? nil : (name, self[index(after: equals)...])
  }
}
