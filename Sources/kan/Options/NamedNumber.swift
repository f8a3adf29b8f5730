import ArgumentParser

/// A number with a name, for example `--constant g=9.81`.
struct NamedNumber: ExpressibleByArgument {
  let name: String
  let value: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let value = Double(parts[1]), value.isFinite else { return nil }
    name = String(parts[0])
    self.value = value
  }
}
