#if !ONNX
  import KANModel
  import Testing

  @testable import KANInterchange

  /// Without the trait the format is known by name and by what its files begin with.
  @Suite struct ONNXAbsenceTests {
    @Test func filesAreRefusedWithTheWayToReadThem() throws {
      let error = try interchangeError { try ModelFile(importing: Checkpoint.path("onnx_sklearn.onnx")) }
      #expect(error.description.contains("--traits default,ONNX"), "\(error)")
    }

    @Test func noneIsWritten() throws {
      let file = ModelFile(network: try ExportTests.network())
      let error = try interchangeError { try file.export(to: .onnx, path: "/nowhere/m.onnx") }
      #expect(error.description.contains("--traits default,ONNX"), "\(error)")
    }
  }
#endif
