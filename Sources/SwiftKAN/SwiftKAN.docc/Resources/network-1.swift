import SwiftKAN

let data = try Dataset(contentsOf: "table.csv", target: "y")
let start = try Network(for: data, shape: Network.Shape(parsing: "2,1+1,1"))
