#if ONNX
  import Foundation
  import KANFormula
  import KANModel
  import KANNumerics
  import KANTestSupport
  import SymbolLibrary
  import Testing

  @testable import KANInterchange

  /// ONNX files that are written: what ONNX's own checker, its reference evaluator and ONNX Runtime say of them.
  @Suite struct ONNXExportTests {
    private static let python = Python(importing: "onnx, onnxruntime, numpy")

    /// Checks the file and evaluates it at the points of a text file, by either program.
    private static let script = """
      import sys
      import numpy as np
      import onnx
      import onnxruntime
      from onnx.reference import ReferenceEvaluator
      model = onnx.load(sys.argv[1])
      onnx.checker.check_model(model, full_check=True)
      x = np.loadtxt(sys.argv[2], ndmin=2).astype(np.float32)
      session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
      for y in (session.run(None, {"x": x})[0], ReferenceEvaluator(model).run(None, {"x": x})[0]):
          assert y.dtype == np.float32 and y.ndim == 2
          for row in y:
              print(*(repr(float(v)) for v in row))
      """

    /// The values that both programs give for the file, by columns; the first half of the rows is from ONNX Runtime.
    private func values(of file: ModelFile, at points: [[Double]]) throws -> [[Double]] {
      try withTemporaryFolder { folder in
        _ = try file.export(to: .onnx, path: "\(folder)/m.onnx")
        let rows = points[0].indices.map { s in points.map { "\($0[s])" }.joined(separator: " ") }
        try rows.joined(separator: "\n").write(
          toFile: "\(folder)/points.txt", atomically: true, encoding: .utf8)
        let printed = try #require(
          Self.python?.run(Self.script, ["\(folder)/m.onnx", "\(folder)/points.txt"]))
        let values = printed.split(separator: "\n").map {
          $0.split(separator: " ").map { Double($0) ?? .nan }
        }
        return try #require(values.first).indices.map { j in values.map { $0[j] } }
      }
    }

    /// Points of the box and as far again outside it, in single precision, so that both sides get the same.
    private func points(of network: Network) -> [[Double]] {
      zip(network.sampledInputs(count: 100), network.trainingBox).map { column, range in
        column.map { Double(Float(1.5 * $0 - 0.25 * (range.lowerBound + range.upperBound))) }
      }
    }

    @Test(
      .enabled(if: python != nil, "needs python3 with onnx and onnxruntime"),
      arguments: OutsidePolicy.allCases)
    func networksAgree(outside: OutsidePolicy) throws {
      for (base, products, symbolic) in [
        (Network.BaseFunction.silu, [2, 3], true), (.gelu, [], false), (.relu, [2], true),
        (.identity, [], true),
        (.zero, [], false),
      ] {
        var network = try ExportTests.network(products: products, symbolic: symbolic, base: base)
        network.outside = outside
        let points = points(of: network)
        let values = try values(of: ModelFile(network: network), at: points)
        for (j, expected) in network(points).enumerated() {
          // Values of some tens come from sums of larger terms in single precision.
          expectClose(values[j], expected + expected, within: 2e-6, "\(base), \(outside), output \(j)")
        }
      }
    }

    /// Formulas of every function, at points where they are well-conditioned.
    private static let formulas = [
      "a*sin(2*b) + exp(-a^2/2)", "log(a + 3)/sqrt(b + 4)", "tanh(a)*cosh(b) - sinh(a - b)",
      "abs(a)^1.5*sign(b)",
      "asin(a/3) + acos(b/3) - atan(a*b)", "atanh(a/3)*erf(b)", "tan(a/2) - cos(b)^3 + b^5/7", "2.5",
      "1/(1 + b^2)",
      "pi*exp(1)^(a/2) + (a + b)^4", "piecewise(a, (1, 2), -0.5, (0, 1, 3), 0.7, (2))",
    ]

    @Test(.enabled(if: python != nil, "needs python3 with onnx and onnxruntime"), arguments: formulas)
    func formulasAgree(text: String) throws {
      let expression = try Expression(parsing: text)
      var file = ModelFile(network: try ExportTests.network())
      file.formulas = [
        Formula(
          outputName: "y", expression: expression,
          variables: ["a", "b"].map { Formula.Variable(name: $0, range: -2...2) })
      ]
      let points = SobolSequence.columns(60, allOver: [-2...2, -2...2]).map { $0.map { Double(Float($0)) } }
      let values = try values(of: file, at: points)
      let expected = points[0].indices.map { expression.value(at: ["a": points[0][$0], "b": points[1][$0]]) }
      expectClose(values[0], expected + expected, within: 2e-6, text)
    }

    /// A stack of layers that goes out comes back as it was, to single precision.
    @Test(arguments: Checkpoint.onnx) func stacksReadBack(checkpoint: Checkpoint) throws {
      let network = try checkpoint.network()
      let file = try withTemporaryFolder { folder in
        _ = try ModelFile(network: network).export(to: .onnx, path: "\(folder)/m.onnx")
        return try ModelFile(importing: "\(folder)/m.onnx")
      }
      #expect(file.network.shape == network.shape)
      let points = network.sampledInputs(count: 50)
      for (column, expected) in zip(file.network(points), network(points)) {
        expectClose(column, expected, within: 1e-6)
      }
    }

    @Test func whatSinglePrecisionCannotHoldIsRefused() throws {
      var network = try ExportTests.network()
      network.outputs[0].scale = 1e200
      let error = try interchangeError {
        try ModelFile(network: network).export(to: .onnx, path: "/nowhere/m.onnx")
      }
      #expect(error.description.contains("single precision"), "\(error)")
    }
  }
#endif
