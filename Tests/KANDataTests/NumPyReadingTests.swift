import KANData
import KANNumerics
import Testing

/// Files written by numpy itself, see `Fixtures/make_numpy_fixtures.py`.
@Suite struct NumPyReadingTests {
  @Test(
    arguments: ["f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"].map { "little_\($0)" }
      + ["f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8"].map { "big_\($0)" }
      + ["fortran_f8", "fortran_i2_big", "version_1", "version_2", "version_3"])
  func readsEveryTypeOrderAndVersion(name: String) throws {
    let table = try Table(contentsOf: fixturePath("\(name).npy"))
    #expect(table.names == ["x1", "x2"])
    #expect(table.columns == [[1, 3, 5], [2, 4, 6]])
  }

  @Test(arguments: [
    ("bool", [1, 0, 1]), ("vector", [0.1, -2.5e-300, 1e22]), ("extremes", [-0x1p63, -1, 0x1p53]),
  ])
  func readsVectors(name: String, values: [Double]) throws {
    #expect(try Table(bytes: fixture("\(name).npy")).columns == [values])
  }

  @Test func namesColumnsOfArchivesAfterTheirArrays() throws {
    let table = try Table(contentsOf: fixturePath("arrays.npz"))
    #expect(table.names == ["X_0", "X_1", "y", "w"])
    #expect(table.columns == [[1, 3, 5], [2, 4, 6], [7, 8, 9], [0.5, 1, 1.5]])
    let chosen = try Table(bytes: fixture("arrays.npz"), options: Table.Options(arrays: ["w", "y"]))
    #expect(chosen.names == ["w", "y"])
  }

  /// As those of CSV files do, so that a table comes back from either.
  @Test func namesOfArraysLoseTheirOuterSpaces() throws {
    let table = try Table(contentsOf: fixturePath("spaces.npz"))
    #expect(table.names == ["t (s)", "a,", "\u{308}u"])
    #expect(try Table(bytes: table.csv()).names == table.names)
  }

  @Test(arguments: [
    ("nan.npy", "\"nan\" in row 2, column \"x2\""),
    ("infinity.npy", "\"-inf\" in row 2, column \"x1\""),
    ("cube.npy", "3 dimensions"),
    ("scalar.npy", "0 dimensions"),
    ("no_rows.npy", "no rows"),
    ("no_columns.npy", "no columns"),
    ("complex.npy", "<c16"),
    ("half.npy", "<f2"),
    ("text.npy", "<U1"),
    ("records.npy", "records"),
    ("objects.npy", "|O"),
    ("ragged.npz", "\"y\" has 4 rows, but the first column has 3"),
    ("clash.npz", "both called \"X_0\""),
    ("nan.npz", "\"nan\" in row 2, column \"y\""),
    ("empty.npz", "no .npy arrays"),
  ])
  func refusesWithAReason(name: String, phrase: String) throws {
    let error = try dataError { try Table(bytes: fixture(name)) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test func compressionChangesNothing() throws {
    let compressed = try Table(bytes: fixture("compressed.npz"))
    let plain = try Table(bytes: fixture("arrays.npz"), options: Table.Options(arrays: ["X", "y"]))
    #expect(compressed.names == plain.names && compressed.columns == plain.columns)
  }

  /// gzip.compress(b"a,b\n1,2\n3,4\n", mtime=0) of Python.
  @Test func readsTextPackedByGzip() throws {
    let text = "1f8b08000000000002034bd449e232d431e232d631e10200e5e9d6ce0c000000"
    let bytes = stride(from: 0, to: text.count, by: 2).compactMap {
      UInt8(text.dropFirst($0).prefix(2), radix: 16)
    }
    let table = try Table(bytes: bytes)
    #expect(table.names == ["a", "b"] && table.columns == [[1, 3], [2, 4]])
    #expect(throws: DataError.malformedArchive(reason: "its gzip stream is cut off")) {
      try Table(bytes: Array(bytes.dropLast(4)))
    }
  }

  @Test func listsTheArraysOfAnArchive() throws {
    let options = Table.Options(arrays: ["z"])
    #expect(
      try dataError { try Table(bytes: fixture("arrays.npz"), options: options) }
        == .unknownArray(name: "z", arrays: ["X", "y", "w"]))
  }

  @Test(arguments: ["version_1.npy", "version_2.npy", "fortran_i2_big.npy", "arrays.npz"])
  func refusesEveryTruncation(name: String) throws {
    let bytes = try fixture(name)
    for length in 0..<bytes.count {
      let options = Table.Options(format: name.hasSuffix("npy") ? .npy : .npz)
      #expect(throws: DataError.self, "\(length) of \(bytes.count) bytes") {
        try Table(bytes: Array(bytes[..<length]), options: options)
      }
    }
  }

  /// One or two damaged bytes give a table or an error, never a crash; in an archive the checksum guards
  /// the numbers.
  @Test(arguments: ["version_1.npy", "arrays.npz"])
  func survivesDamagedBytes(name: String) throws {
    let bytes = try fixture(name)
    let seed: UInt64 = 5
    var random = SeededRandom(seed: seed)
    for _ in 0..<6000 {
      var damaged = bytes
      for _ in 0...Int(random.next() % 2) {
        damaged[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      let format: Table.Options.Format = name.hasSuffix("npy") ? .npy : .npz
      if let table = try? Table(bytes: damaged, options: Table.Options(format: format)) {
        #expect(table.columns.allSatisfy { $0.allSatisfy(\.isFinite) }, "seed \(seed)")
      }
    }
  }

  /// A header that promises more than the file has must fail before anything is allocated.
  @Test(arguments: [
    "(4611686018427387904, 4)", "(9223372036854775807,)", "(99999999999999999999,)", "(-1,)",
    "(1000000000000, 2)",
    "(3, 2", "3", "(3, 2, )x", "(65536000, 65537)",
  ])
  func refusesHostileShapes(shape: String) throws {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n"
    let bytes: [UInt8] =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + Array(repeating: 0, count: 48)
    #expect(throws: DataError.self) { try Table(bytes: bytes) }
  }
}
