import KANNumerics
import Testing

@testable import KANData

/// Reference: the standard library's `Double(_: String)`, correctly rounded by specification.
@Suite struct DecimalNumberTests {
  private func read(_ text: String) -> (value: Double, end: Int)? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.read($0, from: 0) }
  }

  @Test(arguments: [
    "0", "-0", "+1", "1.", ".5", "-.5e1", "007", "1e22", "1e23", "1e-22", "1e-23", "9007199254740993",
    "9007199254740992.5", "9007199254740991e22", "0.1", "0.30000000000000004", "123456789012345678",
    "9999999999999999999", "99999999999999999999", "2.2250738585072011e-308", "5e-324", "1e-400",
    "1.7976931348623157e308", "1e400", "-1e400", "0.000000000000000000000000000000000000001",
    "0e999999999999",
    "0.10000000000000000000000000000000000000001", "8.5e-7", "6.02214076E+23",
    "179769313486231580793728971405301199e270", "4503599627370496.5", "4503599627370497.5",
  ])
  func agreesWithTheStandardLibrary(text: String) throws {
    let (value, end) = try #require(read(text))
    #expect(value.bitPattern == Double(text)?.bitPattern, "\(text)")
    #expect(end == text.utf8.count)
  }

  @Test(arguments: ["", "-", ".", "e5", "-.e1", "abc", "1e", "1e+", "nan", "inf", "--1", " 1"])
  func findsNoNumber(text: String) {
    #expect(read(text) == nil)
  }

  @Test func roundsRandomNumbersOfEveryLengthCorrectly() throws {
    let seed: UInt64 = 20_250_101
    var random = SeededRandom(seed: seed)
    for n in 0..<60_000 {
      let digits = 1 + Int(random.next() % 20)
      var text = random.next() % 2 == 0 ? "-" : ""
      let point = Int(random.next() % UInt64(digits))
      for d in 0..<digits {
        if d == point, d > 0 { text += "." }
        text += "\(random.next() % 10)"
      }
      if n % 2 == 0 { text += "e\(Int(random.next() % 60) - 30)" }
      let value = try #require(read(text)).value
      #expect(value.bitPattern == Double(text)?.bitPattern, "seed \(seed): \(text)")
    }
  }

  @Test func readsBackTheShortestTextOfRandomNumbers() throws {
    let seed: UInt64 = 7
    var random = SeededRandom(seed: seed)
    for n in 0..<60_000 {
      let bits = random.next()
      let value = n % 2 == 0 ? Double(bitPattern: bits) : random.uniform(in: -1000...1000)
      guard value.isFinite else { continue }
      #expect(try #require(read("\(value)")).value.bitPattern == value.bitPattern, "seed \(seed): \(value)")
    }
  }
}
