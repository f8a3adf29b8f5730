import KANFiles
import Testing

@Suite struct JSONTests {
  /// A list on one line.
  private static func list(_ values: [JSONValue]) -> JSONValue { .array(values.map { JSONNode($0) }) }

  @Test(arguments: [
    ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\"", JSONValue.string("a\"\\/\u{8}\u{C}\n\r\té😀é")),
    (" [ 1 , -0 , 12 ] ", list([.integer(1), .integer(0), .integer(12)])),
    ("[1.5,1e3,99999999999999999999]", list([.number(1.5), .number(1000), .number(1e20)])),
    (
      "{\"a\":null,\"b\":[true,false,{}]}",
      .object([
        JSONMember("a", JSONNode(.null)),
        JSONMember("b", JSONNode(list([.bool(true), .bool(false), .object([])]))),
      ])
    ),
  ])
  func readsJSON(text: String, value: JSONValue) throws {
    #expect(try JSONReader.document(Array(text.utf8)[...]).value == value)
  }

  @Test(arguments: [
    "", "[1,]", "{\"a\"}", "{\"a\":1,}", "[1 2]", "01", "1.", "1e", "-", "+1", ".5", "nul", "\"a", "\"\\x\"",
    "\"\\u12g4\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "{\"a\":1,\"a\":1}",
    "{\"a\":1,\"\\u0061\":1}", "1 1",
    "nan", "[1e999]", "0x1", "1_0", "True",
    String(repeating: "[", count: 1_000_000), String(repeating: "{\"a\":", count: 100_000),
  ])
  func refusesWhatIsNoJSON(text: String) {
    #expect(throws: JSONFailure.self) { try JSONReader.document(Array(text.utf8)[...]) }
  }

  @Test func refusesInvalidUTF8() {
    #expect(throws: JSONFailure.self) { try JSONReader.document([0x22, 0xC3, 0x28, 0x22]) }
  }

  @Test(arguments: ["", "plain", "\"\\/\u{0}\u{1F}\u{7F}\n\r\té😀\u{2028}"])
  func quotedTextReadsBack(text: String) throws {
    #expect(try JSONReader.document(Array(JSONValue.quoted(text).utf8)[...]).value == .string(text))
  }

  /// Errors point at the line of what is wrong, and at its byte.
  @Test(arguments: [
    ("", 1, 0, "ends in the middle"), ("[1,\n2,\n]", 3, 7, "neither"),
    ("{\n\"a\": 1,\n\"a\": 2}", 3, 13, "twice"),
    ("[\n\"a\nb\"]", 2, 4, "end on its line"), ("[]\n\n x", 3, 5, "after the end"),
    ("[nan]", 1, 1, "neither"),
    ("{\n1: 2}", 2, 2, "quoted string"), ("[1\n2]", 2, 3, "missing"), ("\"\t\"", 1, 1, "control"),
  ])
  func saysWhereAndWhy(text: String, line: Int, position: Int, reason: String) {
    let failure = #expect(throws: JSONFailure.self) { try JSONReader.document(Array(text.utf8)[...]) }
    #expect(failure?.line == line)
    #expect(failure?.position == position)
    #expect(failure?.reason.contains(reason) == true, "\(failure?.reason ?? "")")
  }

  @Test func valuesAndNamesKnowTheirLines() throws {
    let text = "\n{\"a\":\n[1,\r\n 2.5],\n\"b\": null}\n"
    let document = try JSONReader.document(Array(text.utf8)[...])
    #expect(document.line == 2)
    guard case .object(let members) = document.value, case .array(let elements) = members[0].value else {
      Issue.record("\(document)")
      return
    }
    #expect(members.map(\.key) == ["a", "b"])
    #expect(members.map(\.line) == [2, 5])
    #expect(members.map(\.node.line) == [3, 5])
    #expect(elements.map(\.line) == [3, 4])
    #expect(elements.map(\.value) == [.integer(1), .number(2.5)])
  }

  @Test func longDocumentsAreRefusedWhereThereIsALimit() throws {
    let text = Array("[        ]".utf8)
    #expect(try JSONReader.document(text[...], sizeLimit: 10).value == .array([]))
    #expect(throws: JSONFailure.self) { try JSONReader.document(text[...], sizeLimit: 9) }
  }

  /// A slice of a file counts from its own beginning.
  @Test func positionsCountFromTheSlice() {
    let bytes = Array("12345678{\"a\"}".utf8)
    let failure = #expect(throws: JSONFailure.self) { try JSONReader.document(bytes[8...]) }
    #expect(failure?.position == 4)
  }
}
