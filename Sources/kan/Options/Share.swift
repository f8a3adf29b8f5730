import ArgumentParser

/// A fraction above 0 and below 1: `0.01` or `1%`.
struct Share: ExpressibleByArgument {
  let value: Double

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let number = Double(isPercent ? String(argument.dropLast()) : argument) else { return nil }
    let share = isPercent ? number / 100 : number
    guard share > 0, share < 1 else { return nil }
    value = share
  }
}
