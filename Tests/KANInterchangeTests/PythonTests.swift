import Foundation
import KANModel
import Testing

@testable import KANInterchange

@Suite struct PythonTests {
  /// The reference implementation of the format agrees about names, shapes, numbers and metadata.
  @Test(
    .enabled(
      if: Python.has("numpy, safetensors"), "needs python3 with numpy and safetensors"))
  func pythonReadsModelFiles() throws {
    var source = NetworkSource(seed: 3)
    let network = source.network()
    let script = """
      import json, sys
      from safetensors import safe_open
      with safe_open(sys.argv[1], "numpy") as file:
          structure = json.loads(file.metadata()["network"])
          print(file.metadata()["format"], len(structure["layers"]), structure["inputs"][1])
          coefficients = file.get_tensor("layers.0.coefficients")
          print(coefficients.dtype, coefficients.shape)
          print(float(coefficients[0, 1, 4]).hex())
          print(sorted(file.keys()))
      """
    let printed = try withTemporaryFolder { folder in
      try ModelFile(network: network).write(to: "\(folder)/network.kan")
      return try #require(Python.run(script, ["\(folder)/network.kan"]))
    }
    let lines = printed.split(separator: "\n")
    #expect(lines[0] == "swiftkan 2 Δφ")
    #expect(lines[1] == "float64 (3, 2, 8)")
    guard case .spline(let edge) = network.layers[0][input: 1, sum: 0] else {
      Issue.record("the source has a spline here")
      return
    }
    // C99 hexadecimal, the form that Python prints and Swift reads exactly.
    #expect(Double(lines[2]) == edge.coefficients[4])
    #expect(lines[3].contains("'inputs.scaling', 'layers.0.base_weights', 'layers.0.biases'"))
  }
}
