#if ONNX
  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// The numbers of a constant of an ONNX file.
  struct ONNXNumbers {
    let shape: [Int]
    /// The numbers, last index fastest.
    var values: [Double]

    init(shape: [Int], values: [Double]) {
      self.shape = shape
      self.values = values
    }

    /// Extracts the numbers from a tensor; every byte is checked against the file before use.
    ///
    /// - Parameter name: Its name in messages.
    /// - Throws: `InterchangeError.badCheckpoint` for unsupported kinds of numbers, and for numbers that lie in another file, are
    ///   not finite, or whose count differs from the shape.
    init(_ tensor: ONNXTensor, name: String) throws(InterchangeError) {
      func bad(_ reason: String) -> InterchangeError {
        .badCheckpoint(place: "the tensor \"\(name.onnxName)\"", reason: "it \(reason)")
      }
      guard tensor.dataLocation == 0 else {
        throw bad("lies in another file; save the network in one file (`onnx.save` without external data)")
      }
      shape = tensor.dims.compactMap { $0 >= 0 ? Int(exactly: $0) : nil }
      guard shape.count == tensor.dims.count, shape.count <= 8, let count = SafetensorsReader.product(shape)
      else { throw bad("has an impossible shape") }
      func checked(_ numbers: [Double]?) throws(InterchangeError) -> [Double] {
        guard let numbers, numbers.count == count else {
          throw bad("does not contain the \(count) numbers of its shape")
        }
        guard numbers.allSatisfy(\.isFinite) else { throw bad("contains numbers that are not finite") }
        return numbers
      }
      let raw = tensor.rawData
      switch tensor.dataType {
      case ONNXFormat.float:
        values = try checked(
          raw.isEmpty
            ? tensor.floatData.map(Double.init)
            : raw.words(UInt32.self)?.map { Double(Float(bitPattern: $0)) })
      case ONNXFormat.double:
        values = try checked(
          raw.isEmpty ? tensor.doubleData : raw.words(UInt64.self)?.map(Double.init(bitPattern:)))
      case ONNXFormat.integer:
        values = try checked(
          (raw.isEmpty ? tensor.int64Data : raw.words(UInt64.self)?.map(Int64.init(bitPattern:)))?.map(
            Double.init))
      default:
        throw bad(
          "contains numbers of type \(tensor.dataType) of the ONNX format; only single and double precision and 64-bit integers are read"
        )
      }
    }

    /// The number, if there is only one, whatever its shape.
    var scalar: Double? { values.count == 1 ? values[0] : nil }

    /// The numbers, if there is one for each column of all rows, or one for all.
    var row: [Double]? {
      guard !values.isEmpty, shape.count <= 2, shape.dropLast().allSatisfy({ $0 == 1 }) else {
        return scalar.map { [$0] }
      }
      return values
    }

    /// The numbers as integers.
    var integers: [Int]? {
      let whole = values.compactMap(Int.init(exactly:))
      return whole.count == values.count ? whole : nil
    }

    /// Rows and columns exchanged.
    var transposed: ONNXNumbers? {
      guard shape.count == 2 else { return nil }
      let (rows, columns) = (shape[0], shape[1])
      var result = ONNXNumbers(shape: [columns, rows], values: values)
      // By the numbers there are: a shape without numbers may name any number of rows.
      for n in values.indices { result.values[n % columns * rows + n / columns] = values[n] }
      return result
    }
  }

  /// The codes of the format.
  enum ONNXFormat {
    /// Types of elements.
    static let float: Int32 = 1
    static let integer: Int32 = 7
    static let double: Int32 = 11

    /// Types of attributes.
    enum AttributeType {
      static let float: Int32 = 1
      static let integer: Int32 = 2
      static let string: Int32 = 3
      static let tensor: Int32 = 4
      static let floats: Int32 = 6
      static let integers: Int32 = 7
    }
  }

  extension Data {
    /// The bytes as little-endian words; `nil` if their number is not a multiple of the word size.
    fileprivate func words<Word: FixedWidthInteger>(_: Word.Type) -> [Word]? {
      let size = MemoryLayout<Word>.size
      guard count.isMultiple(of: size) else { return nil }
      return withUnsafeBytes { bytes in
        (0..<bytes.count / size).map {
          Word(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Word.self))
        }
      }
    }
  }

  extension String {
    /// A name of the file as messages show it.
    var onnxName: String { String(visible().prefix(60)) }
  }
#endif
