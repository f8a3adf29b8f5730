import SwiftKAN

let data = try Dataset(contentsOf: "table.csv", target: "y")
let start = try Network(for: data, shape: NetworkShape(parsing: "2,1+1,1"))
