import Foundation
import SwiftKAN

/// The orbital period in years of a body that circles a star of `mass` suns at a distance of `axis` astronomical
/// units: a table of planets, measured to 1 %.
func period(axis: Double, mass: Double, row: Int) -> Double {
  (axis * axis * axis / mass).squareRoot() * (1 + 0.01 * sin(Double(row * row)))
}

/// 500 numbers spread evenly over a range, in a different order for each step, so that no row repeats.
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
  targetNames: ["T"], targets: [axis.indices.map { period(axis: axis[$0], mass: mass[$0], row: $0) }])

// The search runs in the background while the program shows its progress. After a minute `cancel()` ends the search
// within a fraction of a second, and its outcome is the best law so far.
let options = Discovery.Options(effort: .low)
let run = BackgroundRun.discovery(of: data, options: options)
let patience = Task {
  try await Task.sleep(for: .seconds(60))
  run.cancel()
}
for await progress in run.progress {
  FileHandle.standardError.write(Data("\(progress.phase) \(progress.formula ?? "")\n".utf8))
}
let discovery = try await run.outcome
patience.cancel()

guard let formula = discovery.formula else {
  print("no closed form was found")
  exit(1)
}
print(formula.latex(digits: 4))
print("verdict: \(discovery.account.verdict)")

// The front: the other laws, from short to long.
for candidate in discovery.candidates {
  print(candidate.formula.expression.complexity, candidate.error, candidate.formula.text(digits: 3))
}

// New rows, one array per row.
let rows = [[1.0, 1.0], [5.2, 1.0], [0.4, 0.8]]
let columns = formula.variables.map { variable in
  rows.map { $0[data.inputNames.firstIndex(of: variable.name) ?? 0] }
}
print("periods:", try formula.values(columns).map { String(format: "%.3f", $0) })

if let path = CommandLine.arguments.dropFirst().first {
  try ModelFile(network: discovery.network, formulas: [formula]).write(to: path)
}
