/// Reads the pickles that `torch.save` writes for dictionaries of tensors, and nothing else.
///
/// Pickle is a program; this machine has no instruction that could call, import or build anything but the forms of `PickleGlobal`.
/// Memory grows only with the length of the pickle. Source: CPython, Lib/pickletools.py.
struct PickleMachine {
  private(set) var tuples: [[PickleValue]] = []
  private(set) var lists: [[PickleValue]] = []
  private(set) var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
  private(set) var tensors: [PickledTensor] = []
  private(set) var storages: [PickledStorage] = []

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var stack: [PickleValue] = []
  /// The heights of the stack at its open marks.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]

  /// A machine before its first instruction.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Runs to the end and returns the one remaining value.
  mutating func run() throws(InterchangeError) -> PickleValue {
    while true {
      let code = try byte()
      if code == UInt8(ascii: ".") {
        guard stack.count == 1, marks.isEmpty else { throw bad("it does not end with one value") }
        return stack[0]
      }
      try execute(code)
    }
  }

  private func bad(_ reason: String) -> InterchangeError {
    .notTorch(reason: "its pickle cannot be read at byte \(position - bytes.startIndex): \(reason)")
  }

  private mutating func execute(_ code: UInt8) throws(InterchangeError) {
    switch code {
    case 0x80:  // PROTO
      let version = try byte()
      guard (2...5).contains(version) else { throw bad("its protocol is \(version), not 2 to 5") }
    case 0x95: _ = try unsigned(8)  // FRAME
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "0"): _ = try pop()
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.bool(true))
    case 0x89: stack.append(.bool(false))
    case UInt8(ascii: "J"): stack.append(.integer(Int(Int32(truncatingIfNeeded: try unsigned(4)))))
    case UInt8(ascii: "K"): stack.append(.integer(try unsigned(1)))
    case UInt8(ascii: "M"): stack.append(.integer(try unsigned(2)))
    case 0x8A: stack.append(.integer(try long()))
    case UInt8(ascii: "G"):
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.real(Double(bitPattern: bits)))
    case 0x8C: stack.append(.text(try text(unsigned(1))))
    case UInt8(ascii: "X"): stack.append(.text(try text(unsigned(4))))
    case 0x8D: stack.append(.text(try text(unsigned(8))))
    case UInt8(ascii: "]"): appendList([])
    case UInt8(ascii: "}"): appendDictionary()
    case UInt8(ascii: ")"): appendTuple([])
    case 0x85, 0x86, 0x87: appendTuple(try pop(Int(code) - 0x84))
    case UInt8(ascii: "t"): appendTuple(try popToMark())
    case UInt8(ascii: "a"): try extendList([pop()])
    case UInt8(ascii: "e"): try extendList(popToMark())
    case UInt8(ascii: "s"): try extendDictionary(pop(2))
    case UInt8(ascii: "u"): try extendDictionary(popToMark())
    case UInt8(ascii: "q"): try remember(unsigned(1))
    case UInt8(ascii: "r"): try remember(unsigned(4))
    case 0x94: try remember(memo.count)  // MEMOIZE
    case UInt8(ascii: "h"): try recall(unsigned(1))
    case UInt8(ascii: "j"): try recall(unsigned(4))
    case UInt8(ascii: "c"): try appendGlobal(module: line(), name: line())
    case 0x93:  // STACK_GLOBAL
      let parts = try pop(2)
      guard case .text(let module) = parts[0], case .text(let name) = parts[1] else {
        throw bad("a name of code is not a string")
      }
      try appendGlobal(module: module, name: name)
    case UInt8(ascii: "Q"): try appendStorage(pop())
    case UInt8(ascii: "R"): try reduce()
    case UInt8(ascii: "b"):
      // BUILD: the attributes of a dictionary; torch's have `_metadata`.
      _ = try pop()
      guard case .dictionary = stack.last else { throw bad("it sets the state of an object") }
    default: throw bad("instruction 0x\(String(code, radix: 16)) is not one that tensors need")
    }
  }

  // MARK: Bytes

  private mutating func take(_ count: Int) throws(InterchangeError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.endIndex - position else { throw bad("it is cut off") }
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func byte() throws(InterchangeError) -> UInt8 {
    guard position < bytes.endIndex else { throw bad("it is cut off") }
    defer { position += 1 }
    return bytes[position]
  }

  /// A little-endian number; one that does not fit becomes a value that is impossible in the file.
  private mutating func unsigned(_ count: Int) throws(InterchangeError) -> Int {
    let value = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(exactly: value) ?? .max
  }

  /// LONG1: two's complement of up to 8 bytes.
  private mutating func long() throws(InterchangeError) -> Int {
    let count = try unsigned(1)
    guard count <= 8 else { throw bad("an integer has \(count) bytes") }
    guard count > 0 else { return 0 }
    let value = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let unused = UInt64(64 - 8 * count)
    return Int(Int64(bitPattern: value << unused) >> Int64(unused))
  }

  private mutating func text(_ count: Int) throws(InterchangeError) -> String {
    guard let text = String(validating: try take(count), as: UTF8.self) else {
      throw bad("a string is not UTF-8")
    }
    return text
  }

  private mutating func line() throws(InterchangeError) -> String {
    guard let end = bytes[position...].prefix(256).firstIndex(of: 10) else { throw bad("a name has no end") }
    let line = try text(end - position)
    position += 1
    return line
  }

  // MARK: Stack

  private mutating func pop() throws(InterchangeError) -> PickleValue { try pop(1)[0] }

  private mutating func pop(_ count: Int) throws(InterchangeError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else { throw bad("a value is missing") }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(InterchangeError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw bad("a mark is missing") }
    defer { stack.removeLast(stack.count - mark) }
    return Array(stack[mark...])
  }

  private mutating func remember(_ place: Int) throws(InterchangeError) {
    guard let top = stack.last, stack.count > marks.last ?? 0 else { throw bad("a value is missing") }
    memo[place] = top
  }

  private mutating func recall(_ place: Int) throws(InterchangeError) {
    guard let value = memo[place] else { throw bad("it recalls a value that it never stored") }
    stack.append(value)
  }

  // MARK: Containers

  private mutating func appendTuple(_ elements: [PickleValue]) {
    tuples.append(elements)
    stack.append(.tuple(tuples.count - 1))
  }

  private mutating func appendList(_ elements: [PickleValue]) {
    lists.append(elements)
    stack.append(.list(lists.count - 1))
  }

  private mutating func appendDictionary() {
    dictionaries.append([])
    stack.append(.dictionary(dictionaries.count - 1))
  }

  private mutating func extendList(_ elements: [PickleValue]) throws(InterchangeError) {
    guard case .list(let place) = stack.last else { throw bad("it appends to something that is not a list") }
    lists[place] += elements
  }

  private mutating func extendDictionary(_ elements: [PickleValue]) throws(InterchangeError) {
    guard case .dictionary(let place) = stack.last, elements.count % 2 == 0 else {
      throw bad("it sets an item of something that is not a dictionary")
    }
    for n in stride(from: 0, to: elements.count, by: 2) {
      dictionaries[place].append((elements[n], elements[n + 1]))
    }
  }

  // MARK: Tensors

  private mutating func appendGlobal(module: String, name: String) throws(InterchangeError) {
    guard let global = PickleGlobal(module: module, name: name) else {
      throw .codeInPickle(name: "\(module).\(name)")
    }
    stack.append(.global(global))
  }

  /// A reference such as ('storage', torch.FloatStorage, '0', 'cpu', 6).
  private mutating func appendStorage(_ reference: PickleValue) throws(InterchangeError) {
    guard case .tuple(let place) = reference, tuples[place].count == 5,
      case .text("storage") = tuples[place][0], case .global(.storage(let scalar)) = tuples[place][1],
      case .text(let key) = tuples[place][2], case .integer(let count) = tuples[place][4], count >= 0
    else { throw bad("it refers to something that is not a storage of numbers") }
    storages.append(PickledStorage(scalar: scalar, key: key, count: count))
    stack.append(.storage(storages.count - 1))
  }

  private mutating func reduce() throws(InterchangeError) {
    let parts = try pop(2)
    guard case .global(let global) = parts[0], case .tuple(let place) = parts[1] else {
      throw bad("it calls an unknown function")
    }
    let arguments = tuples[place]
    switch global {
    case .orderedDictionary:
      guard arguments.isEmpty else { throw bad("a dictionary is filled in an unknown way") }
      appendDictionary()
    case .rebuildTensor:
      guard arguments.count >= 4, case .storage(let storage) = arguments[0],
        case .integer(let offset) = arguments[1], let shape = naturalNumbers(arguments[2]),
        let strides = naturalNumbers(arguments[3]), shape.count == strides.count, offset >= 0
      else { throw bad("a tensor is not described by storage, offset, shape and strides") }
      tensors.append(PickledTensor(storage: storage, offset: offset, shape: shape, strides: strides))
      stack.append(.tensor(tensors.count - 1))
    case .rebuildParameter:
      guard let tensor = arguments.first, case .tensor = tensor else {
        throw bad("a parameter is not a tensor")
      }
      stack.append(tensor)
    case .storage: throw bad("it calls a storage")
    }
  }

  private func naturalNumbers(_ value: PickleValue) -> [Int]? {
    guard case .tuple(let place) = value, tuples[place].count <= 32 else { return nil }
    var numbers: [Int] = []
    for case .integer(let number) in tuples[place] where number >= 0 { numbers.append(number) }
    return numbers.count == tuples[place].count ? numbers : nil
  }
}
