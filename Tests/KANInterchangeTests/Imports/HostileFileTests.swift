import KANFiles
import KANModel
import KANNumerics
import Testing

@testable import KANInterchange

/// Files made to do harm get one clear error each.
@Suite struct HostileFileTests {
  /// An archive of one pickle, and a storage of four floats.
  private func archive(_ pickle: [UInt8], extra: [(String, [UInt8])] = []) -> [UInt8] {
    var zip = ZipWriter()
    zip.append("x/data.pkl", pickle)
    zip.append("x/data/0", [UInt8](repeating: 0, count: 16))
    for (name, contents) in extra { zip.append(name, contents) }
    return zip.archive()
  }

  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  // MARK: Pickles

  @Test(arguments: [
    ("\u{2}cos\nsystem\nX\u{4}\u{0}\u{0}\u{0}echo\u{85}R.", "os.system"),
    ("\u{2}cposix\nsystem\n(X\u{1}\u{0}\u{0}\u{0}xtR.", "posix.system"),
    ("\u{2}c__builtin__\neval\n.", "__builtin__.eval"),
    ("\u{2}c__builtin__\ngetattr\n.", "__builtin__.getattr"),
    ("\u{2}csrc.efficient_kan.kan\nKAN\n)R.", "src.efficient_kan.kan.KAN"),
    ("\u{2}ctorch\nload\n.", "torch.load"),
    ("\u{2}ctorch.serialization\nload\n.", "torch.serialization.load"),
    ("\u{2}ctorch\nFancyStorage\n.", "torch.FancyStorage"),
    ("\u{4}\u{8C}\u{2}os\u{8C}\u{6}system\u{93}.", "os.system"),
    ("\u{2}ccollections\nOrderedDict.__init__\n.", "OrderedDict.__init__"),
  ])
  func codeIsRefusedByName(rest: String, name: String) throws {
    // Each character stands for the byte of its code.
    let pickle = [0x80] + rest.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let error = try interchangeError { try ModelFile(importing: archive(pickle)) }
    #expect(error == .codeInPickle(name: name) || error.description.contains(name), "\(error)")
    #expect(error.description.contains("never run"))
  }

  /// Python's own way to call what is on the stack, to build objects and to take values from outside.
  @Test(arguments: [
    "i", "o", "\u{81}", "\u{92}", "P", "\u{82}", "I", "F", "S", "V", "d", "l", "2", "1", "\u{98}",
  ])
  func otherInstructionsAreRefused(code: String) throws {
    let scalar = try #require(code.unicodeScalars.first)
    let pickle: [UInt8] = [0x80, 2, 0x4E, UInt8(truncatingIfNeeded: scalar.value), 0x4E, 0x2E]
    let error = try interchangeError { try ModelFile(importing: archive(pickle)) }
    #expect(error.description.contains("not one that tensors need"), "\(error)")
  }

  @Test(arguments: [
    "", ".", "N", "N.", "}.", "NN.", "(.", "(N.", ")R.", "}R.", "N)R.", "h\u{1}.", "t.", "}s.", "NNNs.",
    "}NNe.",
    "]N}.", "}(Nu.", "}(u(.", "Nb.", "}Q.", ")Q.", "X\u{FF}\u{FF}\u{FF}\u{7F}.",
    "\u{8D}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}.",
    "c\n", "cos", "\u{8A}\u{9}", "\u{80}\u{9}.", "q\u{1}.", "X\u{1}\u{0}\u{0}\u{0}\u{FF}.",
    "ccollections\nOrderedDict\n}R.",
    "ctorch._utils\n_rebuild_tensor_v2\n)R.", "ctorch._utils\n_rebuild_parameter\n)R.",
    "ctorch\nFloatStorage\n)R.",
  ])
  func brokenPicklesAreRefused(rest: String) {
    let pickle = [0x80, 2] + rest.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(throws: InterchangeError.self) { try ModelFile(importing: archive(pickle)) }
  }

  @Test(arguments: [0x28, 0x5D, 0x7D, 0x29] as [UInt8])
  func deepPicklesTakeNoStack(opening: UInt8) {
    let pickle = [0x80, 2] + [UInt8](repeating: opening, count: 200_000)
    #expect(throws: InterchangeError.self) { try ModelFile(importing: archive(pickle)) }
    let nested = [0x80, 2, 0x4E] + [UInt8](repeating: 0x85, count: 200_000) + [0x2E]
    #expect(throws: InterchangeError.self) { try ModelFile(importing: archive(nested)) }
  }

  /// A pickle of one dictionary with one tensor of the given geometry over the storage of four floats.
  private func tensor(
    shape: [Int], strides: [Int], offset: Int = 0, count: Int = 4, key: String = "0"
  ) -> [UInt8] {
    func integer(_ value: Int) -> [UInt8] { [0x8A, 8] + value.littleEndianBytes }
    func word(_ word: String) -> [UInt8] { [0x8C, UInt8(word.utf8.count)] + text(word) }
    func tuple(_ values: [Int]) -> [UInt8] { [0x28] + values.flatMap(integer) + [0x74] }
    var pickle: [UInt8] = [0x80, 2, 0x7D] + word("layers.0.spline_weight")
    pickle += text("ctorch._utils\n_rebuild_tensor_v2\n((") + word("storage") + text("ctorch\nFloatStorage\n")
    pickle += word(key) + word("cpu") + integer(count) + [0x74, 0x51]
    return pickle + integer(offset) + tuple(shape) + tuple(strides) + [0x89, 0x29, 0x74, 0x52, 0x73, 0x2E]
  }

  @Test(
    arguments: [
      ([2, 2], [2, 1], 0, 4, "0", nil), ([4], [1], 0, 4, "0", nil), ([2, 2], [0, 1], 2, 4, "0", nil),
      ([5], [1], 0, 4, "0", "beyond its storage"), ([4], [1], 1, 4, "0", "beyond its storage"),
      ([2], [Int.max], 0, 4, "0", "beyond its storage"), ([2], [1], Int.max, 4, "0", "beyond its storage"),
      ([2], [1], -1, 4, "0", "not described"), ([-2], [1], 0, 4, "0", "not described"),
      ([2], [-1], 0, 4, "0", "not described"), ([2, 2], [1], 0, 4, "0", "not described"),
      ([4], [1], 0, 5, "0", "differs from the stated one"),
      ([4], [1], 0, Int.max, "0", "differs from the stated one"),
      ([4], [1], 0, -1, "0", "not a storage"), ([4], [1], 0, 4, "1", "missing"),
      ([4], [1], 0, 4, "../0", "outside"),
      ([1 << 40], [0], 0, 4, "0", "more numbers"), ([1 << 32, 1 << 32], [0, 0], 0, 4, "0", "more numbers"),
      ([Int.max, 2, 2], [0, 0, 0], 0, 4, "0", "more numbers"),
    ] as [([Int], [Int], Int, Int, String, String?)])
  func viewsStayInTheirStorage(
    shape: [Int], strides: [Int], offset: Int, count: Int, key: String, phrase: String?
  ) throws {
    let bytes = archive(tensor(shape: shape, strides: strides, offset: offset, count: count, key: key))
    let name = "layers.0.spline_weight"
    guard let phrase else {
      #expect(try TorchFile(bytes).doubles(name) == [Double](repeating: 0, count: shape.reduce(1, *)))
      return
    }
    let error = try interchangeError { try TorchFile(bytes).doubles(name) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  // MARK: Archives

  @Test func archivesSayWhatIsWrong() throws {
    let plain = archive(tensor(shape: [4], strides: [1]))
    func error(_ bytes: [UInt8]) throws -> String {
      try interchangeError {
        let file = try TorchFile(bytes)
        for name in file.shapes.keys { _ = try file.doubles(name) }
      }.description
    }
    func changed(_ sign: [UInt8], _ offset: Int, _ value: [UInt8]) throws -> [UInt8] {
      let place = try #require(plain.indices.last { plain[$0...].starts(with: sign) })
      var bytes = plain
      bytes.replaceSubrange(place + offset..<place + offset + value.count, with: value)
      return bytes
    }
    let (entry, end): ([UInt8], [UInt8]) = ([0x50, 0x4B, 1, 2], [0x50, 0x4B, 5, 6])
    #expect(try error(changed(entry, 10, [8])).contains("cannot be unpacked"))
    #expect(try error(changed(entry, 10, [9])).contains("compressed by method 9"))
    #expect(try error(changed(entry, 8, [1])).contains("encrypted"))
    #expect(try error(changed(entry, 20, [0xFF, 0xFF, 0xFF, 0x7F])).contains("inconsistent lengths"))
    #expect(
      try error(changed(entry, 20, [0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F])).contains(
        "beyond the file"))
    #expect(try error(changed(entry, 42, [0xFF, 0xFF, 0xFF, 0xFF])).contains("damaged or cut off"))
    #expect(try error(changed(entry, 42, [0xFE, 0xFF, 0xFF, 0xFF])).contains("not at the position"))
    #expect(try error(changed(entry, 42, [0, 0, 0, 0])).contains("overlaps"))
    #expect(try error(changed(entry, 28, [0xFF, 0xFF])).contains("cut off"))
    #expect(try error(changed(end, 4, [1])).contains("parts"))
    #expect(try error(changed(end, 12, [0xFF, 0xFF, 0xFF, 0xFF])).contains("outside"))
    #expect(try error(changed(end, 8, [0xFF, 0xFF, 0xFF, 0xFF])).contains("damaged"))
    var flipped = plain
    flipped[100] ^= 1
    #expect(try error(flipped).contains("checksum"))
    let twice = archive([0x80, 2, 0x7D, 0x2E], extra: [("x/data.pkl", [])])
    #expect(try error(twice).contains("twice"))
    for name in ["../data.pkl", "/etc/passwd", "x/../../y", "x\\y"] {
      #expect(try error(archive([0x80, 2, 0x7D, 0x2E], extra: [(name, [])])).contains("out of the archive"))
    }
    let big = archive(tensor(shape: [4], strides: [1]), extra: [("x/byteorder", text("big"))])
    #expect(try error(big).contains("little-endian"))
    #expect(
      try error(archive([0x80, 2, 0x7D, 0x2E], extra: [("y/data.pkl", [])])).contains(
        "without a single data.pkl"))
  }

  // MARK: Whole checkpoints

  /// Truncated at every byte.
  @Test(arguments: [
    "efficient_kan_2_3_1_gelu.pt", "efficient_kan_2_3_1_gelu.safetensors", "efficient_kan_order5_f64.pt",
  ])
  func truncatedFilesAreRefused(name: String) throws {
    let bytes = try Checkpoint.bytes(name)
    for count in bytes.indices {
      #expect(throws: InterchangeError.self, "\(count) bytes") {
        try ModelFile(importing: Array(bytes[..<count]))
      }
    }
  }

  @Test func truncatedPairsAreRefused() throws {
    let configuration = try Checkpoint.bytes("pykan_symbolic_config.yml")
    let state = try Checkpoint.bytes("pykan_symbolic_state")
    for count in state.indices {
      #expect(throws: InterchangeError.self, "\(count) bytes") {
        try ModelFile(importingPykan: configuration, state: Array(state[..<count]))
      }
    }
    // The last entry is the width, so nothing but the last line break may be missing.
    for count in 0..<configuration.count - 1 {
      let part = Array(configuration[..<count])
      #expect(throws: InterchangeError.self, "\(count) bytes") {
        try ModelFile(importingPykan: part, state: state)
      }
    }
  }

  /// A state of other numbers than the configuration's shape, order or grid needs.
  @Test func partsOfTwoCheckpointsDoNotMix() throws {
    let names = ["pykan_2_5_1", "pykan_mult_f64", "pykan_symbolic", "pykan_affine_f64", "pykan_library_f64"]
    for first in names {
      for second in names where first != second {
        let configuration = try Checkpoint.bytes("\(first)_config.yml")
        let state = try Checkpoint.bytes("\(second)_state")
        #expect(throws: InterchangeError.self, "\(first), \(second)") {
          try ModelFile(importingPykan: configuration, state: state)
        }
      }
    }
  }

  @Test(arguments: [
    (0, Double.nan, "finite"), (3, .infinity, "finite"), (4, -100, "increase"), (1, -2.2, "increase"),
  ])
  func badKnotsAreRefused(position: Int, value: Double, phrase: String) throws {
    let file = try SafetensorsReader(Checkpoint.bytes("efficient_kan_4_6_3_2_f64.safetensors"))
    var writer = SafetensorsWriter()
    for (name, shape) in file.shapes.sorted(by: { $0.key < $1.key }) {
      var values = try file.doubles(name)
      if name == "layers.0.grid" { values[position] = value == -2.2 ? values[0] : value }
      writer.append(name, shape: shape, values)
    }
    let error = try interchangeError { try ModelFile(importing: writer.bytes()) }
    #expect(
      error.description.contains(phrase) && error.description.contains("input 0 of layer 0"), "\(error)")
  }

  /// pykan's grids of constant columns, wherever these lie.
  @Test(arguments: [0, 1e17, -3e30] as [Float])
  func coincidingKnotsMayLieAnywhere(point: Float) throws {
    let configuration = try Checkpoint.bytes("pykan_2_5_1_config.yml")
    let state = try ZipArchive(Checkpoint.bytes("pykan_2_5_1_state"))
    let source = try TorchFile(Checkpoint.bytes("pykan_2_5_1_state"))
    let name = "act_fun.0.grid"
    let shape = try #require(source.shapes[name])
    func floats(_ values: [Double]) -> [UInt8] {
      values.flatMap { Float($0).bitPattern.littleEndianBytes }
    }
    let knots = try source.doubles(name)
    var zip = ZipWriter()
    var replaced = 0
    for name in state.names {
      var contents = Array(try state.contents(of: name))
      if contents == floats(knots) {
        contents = floats([Double](repeating: Double(point), count: shape[1]) + knots[shape[1]...])
        replaced += 1
      }
      zip.append(name, contents)
    }
    try #require(replaced == 1)
    let network = try ModelFile(importingPykan: configuration, state: zip.archive()).network
    let box = network.trainingBox[0]
    #expect(box.lowerBound < Double(point) && Double(point) < box.upperBound)
    let value = network([[Double(point)], [0]])[0][0]
    #expect(value.isFinite)
  }

  @Test(arguments: [
    ("width: 1", "width"), ("width:\n- - 2\n  - 0\n- - 99999999999\n  - 0", "width"),
    ("width:\n- - 2\n  - 0\n- - -1\n  - 2", "width"),
    ("width:\n- - 2\n  - 1\n- - 1\n  - 0", "inputs cannot be products"),
    ("width: [[2, 0], [1, 9223372036854775807]]", "width"),
    ("width: [[2, 0], [9223372036854775807, 1]]", "width"),
    ("width: [[2, 0], [9223372036854775807, 9223372036854775807]]", "width"),
    ("width: [[0, 0], [1, 0]]", "width"),
    ("width: [[2,0],[5,0],[1,0]]", "symbolic.funs_name.0"),
    ("width: [2", "line"), ("width: " + String(repeating: "[", count: 100_000), "too deeply"),
    ("width:\n" + String(repeating: "- ", count: 100_000) + "1", "too deeply"),
    ("width: {a: 1}", "line 1"), ("width: 1\nwidth: 2", "twice"), ("  width: 1", "line 1"),
    ("width", "line 1"),
    ("width: *a", "anchor"), ("a: 'b", "line 1"), ("a: |\n b", "line 1"), ("a:\n- b: 1\n  c: 2", "line"),
  ])
  func badConfigurationsAreRefused(text: String, phrase: String) throws {
    let state = try Checkpoint.bytes("pykan_2_5_1_state")
    let error = try interchangeError { try ModelFile(importingPykan: Array(text.utf8), state: state) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  /// Anchors name lists without copying them: a million laughs cost nothing.
  @Test func aliasesDoNotExplode() throws {
    var text = "a0: &a0\n- 1\n"
    for n in 1...40 { text += "a\(n): &a\(n)\n" + String(repeating: "- *a\(n - 1)\n", count: 10) }
    let values = try YAMLParser.document(Array(text.utf8))
    #expect(values["a40"]?.list?.count == 10)
  }

  /// Short configurations that stand for networks of any size are refused before anything is made of them.
  @Test(arguments: [
    ("width: [[1, 0]" + String(repeating: ", [0, 500000]", count: 2000) + "]", "too many nodes"),
    (
      "r: &r\n" + String(repeating: "- a\n", count: 9000) + "symbolic.funs_name.0:\n"
        + String(repeating: "- *r\n", count: 9000) + "width: [[9000, 0], [9000, 0]]", "shorter"
    ),
  ])
  func smallFilesStayCheap(text: String, phrase: String) throws {
    let state = try Checkpoint.bytes("pykan_2_5_1_state")
    let error = try interchangeError { try ModelFile(importingPykan: Array(text.utf8), state: state) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test(arguments: [
    ("a: -1", YAMLValue.integer(-1)), ("a: 1.5e-3", .real(1.5e-3)), ("a: yes it is", .text("yes it is")),
    ("a: 'it''s'", .text("it's")), ("a: \"b\"", .text("b")), ("a: null", .null), ("a:", .null),
    ("a: true", .bool(true)),
    ("a: []", .list([])), ("a: [1, [b, 'c'], ]", .list([.integer(1), .list([.text("b"), .text("c")])])),
    (
      "a:\n- - 1\n  - - x\n- []\n-\n- &i\n  - 2\n- *i",
      .list([
        .list([.integer(1), .list([.text("x")])]), .list([]), .null, .list([.integer(2)]),
        .list([.integer(2)]),
      ])
    ),
    ("a: ./a folder with\n  a long name\nb: 1", .text("./a folder with a long name")),
    ("# note\na: 1\r\nb: 2\r\n", .integer(1)),
  ])
  func readsTheYAMLThatPythonWrites(text: String, value: YAMLValue) throws {
    #expect(try YAMLParser.document(Array(text.utf8))["a"] == value)
  }
}
