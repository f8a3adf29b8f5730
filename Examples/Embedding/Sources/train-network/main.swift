import SwiftKAN

// A network as a fast model of a function: trained in single precision, judged on separate rows, evaluated for many rows at once.
func height(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() * (1 - y / 4) }

/// `count` numbers from -2 to 2, in a different order for each step.
func spread(_ count: Int, step: Double) -> [Double] {
  (0..<count).map { 4 * (Double($0) * step).truncatingRemainder(dividingBy: 1) - 2 }
}

func table(_ count: Int, steps: (Double, Double)) throws -> Dataset {
  let (x, y) = (spread(count, step: steps.0), spread(count, step: steps.1))
  return try Dataset(
    inputNames: ["x", "y"], inputs: [x, y], targetNames: ["h"], targets: [zip(x, y).map(height)])
}

let training = try table(4_000, steps: (0.7549, 0.5698))
let validation = try table(1_000, steps: (0.6180, 0.4142))

var options = TrainingOptions()
options.optimizer = .adam()
options.precision = .single
options.steps = 1_500
let start = try Network(for: training, shape: Network.Shape(parsing: "2,8,1"))
let trained = try start.trained(on: training, validation: validation, options: options).network

let rows = [[0.5, -1.0], [1.0, 1.0], [-1.5, 0.25]]
let columns = [0, 1].map { i in rows.map { $0[i] } }
for (row, h) in zip(rows, trained.predictions(columns)[0]) {
  print(row, "network", h, "function", height(row[0], row[1]))
}
