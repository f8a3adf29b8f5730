import Foundation
import KANFiles
import Testing

/// Numbers as one text of their bits.
@Suite struct PackedNumbersTests {
  private struct Document: Codable {
    @PackedNumbers var numbers: [Double]
  }

  @Test func everyBitComesBack() throws {
    let numbers = [
      0, -0.0, 1.0 / 3, .infinity, -.infinity, .leastNonzeroMagnitude, .nan, .greatestFiniteMagnitude,
    ]
    let text = try JSONEncoder().encode(Document(numbers: numbers))
    let back = try JSONDecoder().decode(Document.self, from: text).numbers
    #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(
      try JSONDecoder().decode(Document.self, from: JSONEncoder().encode(Document(numbers: []))).numbers == []
    )
  }

  /// 1 is 0x3FF0000000000000, lowest byte first.
  @Test func theTextIsBase64OfTheLowestByteFirst() throws {
    let text = String(decoding: try JSONEncoder().encode(Document(numbers: [1])), as: UTF8.self)
    #expect(text == #"{"numbers":"AAAAAAAA8D8="}"#)
  }

  @Test(arguments: [#"{"numbers": "AAAA"}"#, #"{"numbers": "?"}"#, #"{"numbers": 3}"#])
  func otherTextsAreRefused(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Document.self, from: Data(text.utf8)) }
  }
}
