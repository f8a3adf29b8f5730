import Foundation
import SwiftKAN
import Testing

/// What a program sees of an error, whose type is none of its business: one sentence, by Foundation as well.
@Suite struct ErrorTests {
  @Test func errorsSpeakInOneSentence() throws {
    var errors: [any Error] = []
    func note(_ work: () throws -> Void) {
      do { try work() } catch { errors.append(error) }
    }
    note { _ = try Table(names: ["a"], columns: [[1], [2]]) }
    note { _ = try FormulaExpression(parsing: "1 +") }
    note { _ = try Form(parsing: "a*q", columns: ["a"]) }
    note { _ = try Network.Shape(parsing: "3-2-1") }
    note { _ = try ModelFile(bytes: [1, 2, 3]) }
    note {
      _ = try discover(
        Dataset(Table(names: ["a", "y"], columns: [[1, 2], [3, 3]]), inputs: ["a"], targets: ["y"]))
    }
    #expect(errors.count >= 5, "\(errors)")
    for error in errors {
      #expect(error.localizedDescription == "\(error)")
      #expect(
        error.localizedDescription.count > 20 && !error.localizedDescription.contains("couldn’t be completed")
      )
    }
  }
}
