import Foundation
import KANModel
import KANNumerics
import SymbolLibrary
import Testing

@testable import KANInterchange

@Suite struct ModelFileTests {
  private func model(seed: UInt64 = 1) -> ModelFile {
    var source = NetworkSource(seed: seed)
    return ModelFile(
      network: source.network(), provenance: ["data": "table \"7\".csv", "seed": "1"],
      extraTensors: ["adam.m": [1, .nan, -.infinity, -0.0], "empty": []],
      extraMetadata: ["step": "12\u{1}\t𝛼"])
  }

  @Test(arguments: 1...5)
  func comesBackBitForBit(seed: UInt64) throws {
    let model = model(seed: seed)
    let bytes = try model.bytes()
    let read = try ModelFile(bytes: bytes)
    #expect(read.network == model.network)
    #expect(read.provenance == model.provenance)
    #expect(read.extraMetadata == model.extraMetadata)
    #expect(
      read.extraTensors.mapValues { $0.map(\.bitPattern) }
        == model.extraTensors.mapValues { $0.map(\.bitPattern) })
    // Equality of numbers does not see the sign of zero; equality of bytes does.
    #expect(try read.bytes() == bytes)
  }

  @Test func remembersTheNamesOfColumns() throws {
    var model = model()
    #expect(try ModelFile(bytes: model.bytes()).columns.isEmpty)
    model.columns = [
      ModelFile.Column(header: "lepton pt (GeV)", name: "p_T", unit: "GeV"),
      ModelFile.Column(header: "steered\u{1B}", name: "y", unit: nil),
    ]
    let read = try ModelFile(bytes: model.bytes())
    #expect(read.columns[0] == model.columns[0])
    #expect(read.columns[1].header == "steered[U+001B]")
  }

  @Test(arguments: SymbolCatalog.standard.symbols)
  func functionsTravelByExpression(symbol: Symbol) throws {
    let edge = Edge.symbolic(
      SymbolicEdge(terms: [SymbolicTerm(symbol: symbol, amplitude: 0.1, rate: 3, shift: -7)], offset: 1e-20))
    let layer = Layer(
      inputCount: 1, sumCount: 1, base: .identity,
      grids: [KnotGrid(uniformOn: -1...1, intervals: 3, order: 3)], edges: [edge], biases: [0])
    let model = ModelFile(
      network: Network(
        inputs: [Network.Feature(name: "x")], outputs: [Network.Feature(name: "y")], layers: [layer]))
    #expect(try ModelFile(bytes: model.bytes()).network == model.network)
  }

  @Test func writesAtomicallyAndReplaces() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/network.kan"
      try model(seed: 1).write(to: path)
      try model(seed: 2).write(to: path)
      #expect(try ModelFile(contentsOf: path).network == model(seed: 2).network)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["network.kan"])
    }
  }

  @Test(arguments: ["/nonexistent/network.kan", "/", "/dev/zero"])
  func namesPathsThatCannotBeUsed(path: String) throws {
    #expect(try interchangeError { try ModelFile(contentsOf: path) }.description.contains(path))
    if path != "/dev/zero" {
      #expect(try interchangeError { try model().write(to: path) }.description.contains(path))
    }
  }

  @Test func refusesEveryTruncation() throws {
    let bytes = try model().bytes()
    for length in 0..<bytes.count {
      #expect(throws: InterchangeError.self, "\(length) of \(bytes.count) bytes") {
        try ModelFile(bytes: Array(bytes[..<length]))
      }
    }
    #expect(throws: InterchangeError.self) { try ModelFile(bytes: bytes + [0]) }
  }

  /// A flipped bit is refused, or stands where it changes nothing, as between the words of the header.
  @Test func everyFlippedBitIsSeen() throws {
    let model = model()
    let bytes = try model.bytes()
    var refused = 0
    for bit in 0..<8 * bytes.count {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      guard let read = try? ModelFile(bytes: damaged) else {
        refused += 1
        continue
      }
      // Bytes tell numbers apart that are not equal to themselves.
      #expect(try read.bytes() == bytes, "bit \(bit)")
    }
    #expect(refused > 8 * bytes.count * 99 / 100)
  }

  @Test func filesWithoutAChecksumAreRead() throws {
    let bytes = try tampered(model())
    #expect(!String(decoding: bytes, as: UTF8.self).contains("\"checksum\""))
    #expect(try ModelFile(bytes: bytes).network == model().network)
  }

  @Test func namesOfAStrangerSteerNothing() throws {
    var model = model()
    model.network.inputs[0] = Network.Feature(name: "a\u{1B}[2J\u{202E}\n\\u001b")
    let read = try ModelFile(bytes: model.bytes())
    #expect(read.network.inputs[0].name == "a[U+001B][2J[U+202E][U+000A]\\u001b")
  }

  /// A network that is read is consistent and finite whatever happened to the file; nothing traps.
  @Test func survivesFlippedBytes() throws {
    let bytes = try tampered(model())
    let header = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let seed: UInt64 = 11
    var random = SeededRandom(seed: seed)
    for n in 0..<3 * header {
      var damaged = bytes
      // Every byte of the header in turn, then pairs anywhere.
      damaged[n < header ? n : Int(random.next() % UInt64(bytes.count))] ^= UInt8(1 << (random.next() % 8))
      if n >= header { damaged[Int(random.next() % UInt64(header))] = UInt8(32 + random.next() % 95) }
      if let read = try? ModelFile(bytes: damaged) {
        #expect(throws: Never.self, "seed \(seed), step \(n)") { try read.network.validated() }
      }
    }
  }

  @Test(arguments: [
    ("inputs.scaling", 1, Double.nan, "finite"),
    ("inputs.scaling", 3, 0, "scale"),
    ("outputs.scaling", 1, -1, "scale"),
    ("layers.0.coefficients", 0, .infinity, "finite"),
    ("layers.0.base_weights", 0, .nan, "finite"),
    ("layers.1.biases", 0, .nan, "finite"),
    ("layers.0.knots", 2, .nan, "knots of input 0 that are not finite and increasing"),
    ("layers.0.knots", 13, -9, "knots of input 1 that are not finite and increasing"),
    ("layers.1.knots", 0, .infinity, "knots of input 0 that are not finite and increasing"),
  ])
  func refusesBadNumbers(name: String, position: Int, value: Double, phrase: String) throws {
    let file = try SafetensorsReader(model().bytes())
    var values = try file.doubles(name)
    values[position] = value
    let shape = try #require(file.tensors[name]).shape
    let bytes = try tampered(model(), tensors: [name: (shape, values)])
    let error = try interchangeError { try ModelFile(bytes: bytes) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test(arguments: [
    ("format", "other", "no SwiftKAN network"),
    ("version", "2", "version \"2\""),
    ("network", "{}", "inputs is missing"),
    ("network", "", "cannot be read"),
    ("network", String(repeating: "[", count: 100_000), "cannot be read"),
    ("provenance", "[1]", "cannot be read"),
  ])
  func refusesBadMetadata(key: String, text: String, phrase: String) throws {
    let bytes = try tampered(model()) { $0[key] = text }
    let error = try interchangeError { try ModelFile(bytes: bytes) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test(arguments: [
    ("\"sums\":1", "\"sums\":2"), ("\"sums\":1", "\"sums\":-1"),
    ("\"sums\":1", "\"sums\":9223372036854775807"),
    ("\"sums\":1", "\"sums\":1e30"), ("\"products\":[2]", "\"products\":[9223372036854775807,2]"),
    ("\"products\":[2]", "\"products\":[1,1]"), ("\"order\":3", "\"order\":0"),
    ("\"order\":3", "\"order\":6"),
    ("\"order\":3", "\"order\":4"), ("\"intervals\":[3,5]", "\"intervals\":[3]"),
    ("\"intervals\":[3,5]", "\"intervals\":[3,9223372036854775807]"),
    ("\"intervals\":[3,5]", "\"intervals\":[0,5]"), ("\"intervals\":[3,5]", "\"intervals\":[5,3,1]"),
    ("\"inputs\":2", "\"inputs\":0"), ("\"inputs\":2", "\"inputs\":4611686018427387904"),
    ("\"inputs\":2", "\"inputs\":6"), ("\"cut\"", "\"gone\""), ("\"cut\"", "[1]"), ("\"cut\"", "[-1]"),
    ("[0,0]", "[0]"), ("[0,0]", "[0,0,0]"),
    ("-1.5", "1e10"), ("x^2", "y^2"), ("x^2", "x^"), ("rateAbsorbed", "none"),
    ("\"cut\"", "7"), ("\"silu\"", "\"elu\""), ("\"clamp\"", "\"periodic\""), ("\"Δφ\"", "\"\""),
    ("\"Δφ\"", "\"Δφ\",\"x\""), ("[\"m\\\\T\"]", "[]"),
  ])
  func refusesContradictoryStructures(part: String, replacement: String) throws {
    let bytes = try tampered(model()) { metadata in
      let text = metadata["network"] ?? ""
      #expect(text.contains(part), "\(text)")
      metadata["network"] = text.replacingOccurrences(of: part, with: replacement)
    }
    #expect(throws: InterchangeError.self) { try ModelFile(bytes: bytes) }
  }

  @Test func refusesStrayAndMissingTensors() throws {
    let stray = try tampered(model(), tensors: ["layers.9.knots": ([1], [0])])
    #expect(try interchangeError { try ModelFile(bytes: stray) }.description.contains("layers.9.knots"))
    let missing = try tampered(model()) {
      $0["network"] = $0["network"]?.replacingOccurrences(of: "\"cut\"", with: "[]")
    }
    #expect(try interchangeError { try ModelFile(bytes: missing) }.description.contains("layers.1.offsets"))
  }

  @Test func refusesToWriteABrokenNetwork() throws {
    var model = model()
    model.network.layers[0].biases[0] = .nan
    #expect(throws: InterchangeError.self) { try model.bytes() }
    model.network.layers[0].biases = []
    #expect(throws: InterchangeError.self) { try model.bytes() }
  }
}
