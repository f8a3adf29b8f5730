import KANFormula
import KANModel

/// Files of the ONNX format (onnx.ai), which are read and written if the package is built with the trait `ONNX`.
enum ONNXFile {
  /// Whether bytes may be an ONNX file: the format has no signature, but begins with its version number, unlike all other files
  /// that are read here.
  static func isLikely(_ bytes: [UInt8]) -> Bool {
    bytes.count > 8 && bytes[0] == 8 && bytes[1] > 0 && bytes[1] < 64 && bytes[8] != UInt8(ascii: "{")
  }

  #if ONNX
    /// The ordinary network of a file.
    ///
    /// - Throws: `InterchangeError`, one sentence that names the node that cannot be read.
    static func network(_ bytes: [UInt8], options: ModelFile.ImportOptions) throws(InterchangeError)
      -> Network
    {
      var reader = try ONNXReader(bytes)
      return try reader.network(options)
    }

    /// The formulas of a model as a file, or its network if it has none.
    ///
    /// - Throws: `InterchangeError.cannotExport` for constants that single precision cannot hold.
    static func bytes(_ file: ModelFile) throws(InterchangeError) -> [UInt8] {
      guard !file.formulas.isEmpty else { return try ONNXWriter.bytes(file.network) }
      var program = Program(file.formulas)
      // A formula replaces its network, which takes all columns.
      program.inputs = file.network.inputs.map { Formula.Variable(name: $0.name) }
      return try ONNXWriter.bytes(program)
    }
  #else
    static func network(_ bytes: [UInt8], options: ModelFile.ImportOptions) throws(InterchangeError)
      -> Network
    {
      throw unavailable
    }

    static func bytes(_ file: ModelFile) throws(InterchangeError) -> [UInt8] { throw unavailable }

    /// The error if the package was built without the trait.
    static let unavailable = InterchangeError.unsupportedKind(
      "an ONNX file, which this build does not read or write",
      advice: "build with `swift build --traits default,ONNX`")
  #endif
}
