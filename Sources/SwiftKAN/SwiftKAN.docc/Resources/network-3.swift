import SwiftKAN

let data = try Dataset(contentsOf: "table.csv", target: "y")
let start = try Network(for: data, shape: Network.Shape(parsing: "2,1+1,1"))

let (trained, training) = try start.trained(on: data)
print("loss", training.lossBefore, "→", training.lossAfter)

let (pruned, pruning) = try trained.pruned(on: data)
print("edges", pruning.edgesBefore, "→", pruning.edgesAfter)
