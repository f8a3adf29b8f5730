import Foundation
import SwiftKAN

/// The orbital period in years of a body that circles a star of `mass` suns at a distance of `axis` astronomical
/// units: what a table of planets would say.
func period(axis: Double, mass: Double) -> Double { (axis * axis * axis / mass).squareRoot() }

/// 500 numbers spread evenly over a range, in an order of their own for each step: no row repeats.
func spread(over range: ClosedRange<Double>, step: Double) -> [Double] {
  (0..<500).map { row in
    let part = (Double(row) * step).truncatingRemainder(dividingBy: 1)
    return range.lowerBound + (range.upperBound - range.lowerBound) * part
  }
}

let axis = spread(over: 0.3...5, step: 0.7549)
let mass = spread(over: 0.5...3, step: 0.5698)
let data = try Dataset(
  inputNames: ["a", "m"], inputs: [axis, mass],
  targetNames: ["T"], targets: [zip(axis, mass).map { period(axis: $0, mass: $1) }])

let discovery = try discover(data)
guard let formula = discovery.formula else {
  print("no closed form was found")
  exit(1)
}
print(formula.latex(digits: 6))

if let path = CommandLine.arguments.dropFirst().first {
  try ModelFile(network: discovery.network, formulas: [formula]).write(to: path)
}
