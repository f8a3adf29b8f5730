import Testing

@testable import KANInterchange

/// Pickles that SwiftKAN writes, as its own reader of pickles sees them.
@Suite struct PickleTextTests {
  /// A tensor of more than 2³¹ numbers has them in its shape and its strides.
  @Test(arguments: [0, 1, -1, Int(Int32.max), Int(Int32.min), Int(Int32.max) + 1, 3_000_000_000, -1 << 40])
  func integersKeepTheirValue(value: Int) throws {
    var pickle = PickleText()
    pickle.integer(value)
    var machine = PickleMachine(pickle.end()[...])
    guard case .integer(let read) = try machine.run() else {
      Issue.record("\(value) is not read as an integer")
      return
    }
    #expect(read == value)
  }
}
