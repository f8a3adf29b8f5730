import KANCore

// Any number of rows: the values of the inputs of the first row, then those of the second, and so on.
let arguments = CommandLine.arguments.dropFirst()
let values = arguments.dropFirst().compactMap { Double($0) }
guard let path = arguments.first, values.count == arguments.count - 1 else {
  print("usage: run-model model.kan number ...")
  throw CancellationError()
}

let file = try ModelFile(contentsOf: path)
let names = file.network.inputs.map(\.name)
guard !values.isEmpty, values.count % names.count == 0 else {
  print("the model takes \(names.joined(separator: ", ")): \(names.count) numbers per row")
  throw CancellationError()
}

// Networks and formulas take columns, one per input, and return values for all rows at once.
let columns = names.indices.map { i in stride(from: i, to: values.count, by: names.count).map { values[$0] } }
print("network:", file.network.predictions(columns)[0])
for formula in file.formulas {
  let own = formula.variables.compactMap { variable in names.firstIndex(of: variable.name).map { columns[$0] }
  }
  print("formula:", formula.text, "=", try formula.values(own))
}
