/// The element types of torch's storages by the first half of their class names.
enum TorchScalar: String {
  case double = "Double"
  case float = "Float"
  case half = "Half"
  case bfloat16 = "BFloat16"
  case int64 = "Long"
  case int32 = "Int"
  case int16 = "Short"
  case int8 = "Char"
  case uint8 = "Byte"
  case bool = "Bool"

  /// Bytes an element.
  var size: Int {
    switch self {
    case .double, .int64: 8
    case .float, .int32: 4
    case .half, .bfloat16, .int16: 2
    case .int8, .uint8, .bool: 1
    }
  }
}

/// A run of numbers in an entry of the archive.
struct PickledStorage {
  let scalar: TorchScalar
  /// The entry is `data/key`.
  let key: String
  let count: Int
}

/// A view of a storage: element (n₀, n₁, …) at `offset` + Σ nᵢ·strideᵢ.
struct PickledTensor {
  let storage: Int
  let offset: Int
  let shape: [Int]
  let strides: [Int]
}
