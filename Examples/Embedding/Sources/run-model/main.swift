import KANCore

let arguments = CommandLine.arguments.dropFirst()
let values = arguments.dropFirst().compactMap { Double($0) }
guard let path = arguments.first, values.count == arguments.count - 1 else {
  print("usage: run-model model.kan number ...")
  throw CancellationError()
}

let file = try ModelFile(contentsOf: path)
let names = file.network.inputs.map(\.name)
precondition(values.count == names.count, "the model takes \(names.joined(separator: ", "))")

print("network:", file.network(values.map { [$0] }).map { $0[0] })
for formula in file.formulas {
  let point = Dictionary(uniqueKeysWithValues: zip(names, values))
  print("formula:", formula.text, "=", formula.expression.value(at: point))
}
