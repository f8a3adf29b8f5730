import KANFormula
import KANInterchange
import KANReport

/// A model behind a C handle.
final class LoadedModel: Sendable {
  private let predictor: ModelPredictor
  private let formulas: [Formula]

  init(path: String) throws {
    let file = try ModelFile(contentsOf: path)
    formulas = file.formulas
    predictor = try ModelPredictor(file)
  }

  /// The model of a handle.
  static func of(_ handle: UnsafeRawPointer?) throws(CInterfaceError) -> LoadedModel {
    guard let handle else { throw .missing("model") }
    return Unmanaged<LoadedModel>.fromOpaque(handle).takeUnretainedValue()
  }

  /// The number of values in a row of inputs and in a row of results.
  var counts: (inputs: Int, columns: Int) { (predictor.inputNames.count, predictor.columnNames.count) }

  /// A description of the model, as JSON.
  func description() throws -> String {
    struct Document: Encodable {
      let inputs: [String]
      let columns: [String]
      let source: String
      let formulas: [FormulaRecord]
    }
    return try JSONText.document(
      Document(
        inputs: predictor.inputNames, columns: predictor.columnNames, source: predictor.source.rawValue,
        formulas: formulas.map { FormulaRecord($0) }))
  }

  /// Evaluates contiguous rows of inputs, and stores the results in the same layout.
  func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) throws
  {
    let names = predictor.inputNames
    for s in 0..<count {
      for i in names.indices where !rows[s * names.count + i].isFinite {
        throw CInterfaceError.notFinite(value: rows[s * names.count + i], row: s + 1, input: names[i])
      }
    }
    let inputs = names.indices.map { i in (0..<count).map { rows[$0 * names.count + i] } }
    let columns = try predictor.predictions(inputs)
    for (c, column) in columns.enumerated() {
      for s in 0..<count { results[s * columns.count + c] = column[s] }
    }
  }
}

/// See `swiftkan.h`.
@_cdecl("swiftkan_model_load")
public func loadModel(
  _ path: UnsafePointer<CChar>?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
  reporting(to: error) {
    guard let path else { throw CInterfaceError.missing("path") }
    return Unmanaged.passRetained(try LoadedModel(path: String(cString: path))).toOpaque()
  }
}

/// See `swiftkan.h`.
@_cdecl("swiftkan_model_describe")
public func describeModel(_ model: UnsafeRawPointer?) -> UnsafeMutablePointer<CChar>? {
  reporting(to: nil) { try LoadedModel.of(model).description() }.flatMap(cText)
}

/// See `swiftkan.h`.
@_cdecl("swiftkan_model_inputs")
public func inputCount(ofModel model: UnsafeRawPointer?) -> Int {
  (try? LoadedModel.of(model).counts.inputs) ?? 0
}

/// See `swiftkan.h`.
@_cdecl("swiftkan_model_columns")
public func columnCount(ofModel model: UnsafeRawPointer?) -> Int {
  (try? LoadedModel.of(model).counts.columns) ?? 0
}

/// See `swiftkan.h`.
@_cdecl("swiftkan_model_evaluate")
public func evaluateModel(
  _ model: UnsafeRawPointer?, _ rows: UnsafePointer<Double>?, _ count: Int,
  _ results: UnsafeMutablePointer<Double>?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  let done: Void? = reporting(to: error) {
    let model = try LoadedModel.of(model)
    guard count > 0 else { return }
    guard let rows else { throw CInterfaceError.missing("rows") }
    guard let results else { throw CInterfaceError.missing("results") }
    try model.evaluate(rows, count: count, into: results)
  }
  return done == nil ? -1 : 0
}

/// See `swiftkan.h`.
@_cdecl("swiftkan_model_free")
public func freeModel(_ model: UnsafeMutableRawPointer?) {
  model.map { Unmanaged<LoadedModel>.fromOpaque($0).release() }
}
