/// Named tensors of some file.
protocol TensorSource {
  /// The shapes by name.
  var shapes: [String: [Int]] { get }
  /// The elements of a tensor of floating-point numbers, last index fastest.
  func doubles(_ name: String) throws(InterchangeError) -> [Double]
}

extension TensorSource {
  /// The elements of a tensor that must have a shape.
  func doubles(_ name: String, shape: [Int]) throws(InterchangeError) -> [Double] {
    guard let found = shapes[name] else { throw .badTensor(name: name, reason: "is missing") }
    guard found == shape else {
      throw .badTensor(name: name, reason: "has shape \(found) instead of \(shape)")
    }
    return try doubles(name)
  }
}

extension SafetensorsReader: TensorSource {
  var shapes: [String: [Int]] { tensors.mapValues(\.shape) }
}
