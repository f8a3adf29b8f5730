import SwiftKAN

/// The orbital period in years of a body that circles a star of `mass` suns at a distance of `axis` astronomical
/// units: what a table of planets would say.
func period(axis: Double, mass: Double) -> Double { (axis * axis * axis / mass).squareRoot() }

var random = SeededRandom(seed: 7)
let axis = (0..<500).map { _ in random.uniform(in: 0.3...5) }
let mass = (0..<500).map { _ in random.uniform(in: 0.5...3) }
let data = try Dataset(
  inputNames: ["a", "m"], inputs: [axis, mass],
  targetNames: ["T"], targets: [zip(axis, mass).map { period(axis: $0, mass: $1) }])

let discovery = try discover(data)
guard let formula = discovery.formula else { fatalError("no closed form was found") }
print(formula.latex(digits: 6))

if let path = CommandLine.arguments.dropFirst().first {
  try ModelFile(network: discovery.network, formulas: [formula]).write(to: path)
}
