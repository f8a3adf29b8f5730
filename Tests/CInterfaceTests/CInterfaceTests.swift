import CInterface
import Foundation
import Testing

/// The functions as C calls them.
@Suite struct CInterfaceTests {
  private typealias Text = UnsafeMutablePointer<CChar>

  /// What a call returns and the sentence that it left.
  private static func calling<Result>(_ body: (UnsafeMutablePointer<Text?>) -> Result) -> (
    Result, error: String?
  ) {
    var error: Text?
    let result = body(&error)
    defer { freeText(error) }
    return (result, error.map { String(cString: $0) })
  }

  private static func discover(_ request: String) -> (answer: [String: Any]?, error: String?) {
    let (text, error) = calling { discoverLaw(request, $0) }
    defer { freeText(text) }
    let answer = text.flatMap {
      try? JSONSerialization.jsonObject(with: Data(String(cString: $0).utf8)) as? [String: Any]
    }
    return (answer, error)
  }

  /// y = 2·a·b on 40 rows.
  private static func request(_ more: String = "") -> String {
    let a = (0..<40).map { 1 + Double($0 * 7 % 40) / 10 }
    let b = (0..<40).map { 1 + Double($0 * 11 % 40) / 8 }
    return """
      {"columns": {"a": \(a), "b": \(b), "y": \(zip(a, b).map { 2 * $0 * $1 })}, "target": "y", "effort": "low"\(more)}
      """
  }

  @Test func findsALawAndEvaluatesIt() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("kan-\(UUID().uuidString).kan")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (answer, error) = Self.discover(Self.request(", \"threads\": 1, \"model\": \"\(path)\""))
    #expect(error == nil)
    let formula = try #require(answer?["formula"] as? [String: Any])
    #expect(formula["text"] as? String == "2*a*b")

    let (model, loading) = Self.calling { loadModel(path, $0) }
    let handle = try #require(model, "\(loading ?? "")")
    defer { freeModel(handle) }
    let description = try #require(describeModel(handle))
    defer { freeText(description) }
    let document =
      try JSONSerialization.jsonObject(with: Data(String(cString: description).utf8)) as? [String: Any]
    #expect(document?["inputs"] as? [String] == ["a", "b"] && document?["source"] as? String == "formula")
    let columns = try #require(document?["columns"] as? [String])
    #expect(columns.first == "y")

    #expect(inputCount(ofModel: handle) == 2 && columnCount(ofModel: handle) == columns.count)

    let rows: [Double] = [1, 2, 3, 4, 0.5, -1]
    var results = [Double](repeating: .nan, count: 3 * columns.count)
    let (status, failure) = Self.calling { evaluateModel(handle, rows, 3, &results, $0) }
    #expect(status == 0 && failure == nil)
    #expect((0..<3).map { results[$0 * columns.count] } == [4, 24, -1])

    let (refused, sentence) = Self.calling { evaluateModel(handle, [1, 2, .nan, 4, 5, 6], 3, &results, $0) }
    #expect(refused == -1 && sentence == "The input \"a\" of row 2 is nan; give finite numbers.")
    #expect(evaluateModel(handle, nil, 0, nil, nil) == 0)
  }

  @Test(arguments: [
    ("", "The request cannot be used"),
    ("{\"target\": \"y\"}", "either a \"table\" or \"columns\""),
    ("{\"columns\": {}}", "\"target\" is missing"),
    ("{\"target\": \"y\", \"tabel\": \"t.csv\"}", "no key \"tabel\""),
    ("{\"target\": \"y\", \"table\": \"/nowhere/t.csv\"}", "/nowhere/t.csv"),
    ("{\"target\": \"z\", \"columns\": {\"x\": [1, 2, 3, 4], \"y\": [1, 2, 3, 5]}}", "\"z\""),
    ("{\"target\": \"y\", \"columns\": {\"x\": [1, 2], \"y\": [1]}}", "rows"),
    ("{\"target\": \"y\", \"seeds\": 0, \"columns\": {\"x\": [1, 2, 3, 4], \"y\": [1, 2, 3, 5]}}", "seeds"),
    (
      "{\"target\": \"y\", \"without\": [\"luck\"], \"columns\": {\"x\": [1, 2, 3, 4], \"y\": [1, 2, 3, 5]}}",
      "luck"
    ),
    (
      "{\"target\": \"y\", \"effort\": \"most\", \"columns\": {\"x\": [1, 2, 3, 4], \"y\": [1, 2, 3, 5]}}",
      "effort"
    ),
  ])
  func saysWhatIsWrongWithARequest(request: String, words: String) {
    let (answer, error) = Self.discover(request)
    #expect(answer == nil)
    #expect(error?.contains(words) == true, "\(error ?? "no error")")
  }

  @Test func nothingIsNoModel() {
    let (model, error) = Self.calling { loadModel("/nowhere/m.kan", $0) }
    #expect(model == nil && error?.contains("/nowhere/m.kan") == true)
    #expect(
      loadModel(nil, nil) == nil && describeModel(nil) == nil && inputCount(ofModel: nil) == 0
        && columnCount(ofModel: nil) == 0)
    #expect(discoverLaw(nil, nil) == nil)
    #expect(evaluateModel(nil, nil, 1, nil, nil) == -1)
    freeModel(nil)
    freeText(nil)
  }
}
