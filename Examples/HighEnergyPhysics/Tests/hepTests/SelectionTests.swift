import SwiftKAN
import Testing

@testable import hep

/// What the choice of inputs rests on: which follow from others, and events that were not learned from.
@Suite struct SelectionTests {
  @Test("an input that others determine comes with them and does not count")
  func derivedInputs() {
    let derived = [
      DerivedInput(name: "sum", sources: ["a", "b"], definition: .variable("a") + .variable("b"))
    ]
    #expect(derived.completing(["b", "c", "a"]) == ["b", "c", "a", "sum"])
    #expect(derived.completing(["a", "c"]) == ["a", "c"])
    #expect(derived.independent(["sum", "a", "b"]) == ["a", "b"])
    #expect(derived.independent(["sum", "a"]) == ["sum", "a"])
  }

  @Test("the multijet study's derived inputs are what the table holds")
  func definitions() throws {
    let events = try QCDEvents(EventFile.table(nil, sample: "qcd"))
    let test = events.test
    #expect(QCDEvents.derived.count == 4)
    for input in QCDEvents.derived {
      let data = try test.data.selecting([input.name])
      let values = try test.values(of: Formula(outputName: input.name, expression: input.definition))
      // The columns of the table are single precision.
      let worst = zip(values, data.inputs[0]).map { abs($0 - $1) }.max() ?? .infinity
      #expect(worst < 1e-4, "\(input.name)")
    }
  }

  @Test("parts of a cross-validation share no group and hold every row once")
  func crossValidation() throws {
    let rows = 200
    let groups = (0..<rows).map { Double($0 / 3) }
    let data = try Dataset(
      inputNames: ["row"], inputs: [(0..<rows).map(Double.init)], targetNames: ["group"], targets: [groups])
    let folds = CrossValidation(data, groups: groups, parts: 4).folds
    #expect(folds.flatMap { $0.held.inputs[0] }.sorted() == data.inputs[0])
    for fold in folds {
      #expect(fold.train.count + fold.held.count == rows && fold.held.count > 0)
      #expect(Set(fold.train.targets[0]).isDisjoint(with: fold.held.targets[0]))
    }
  }
}
