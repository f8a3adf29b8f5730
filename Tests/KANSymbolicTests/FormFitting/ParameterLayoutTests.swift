import KANNumerics
import Testing

@testable import KANSymbolic

/// Which parameters of a fit stand for the constants of which group.
@Suite struct ParameterLayoutTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let isCommon: [Bool]
    let groups: Int
    var testDescription: String { "\(isCommon), \(groups) groups" }
    var layout: ParameterLayout { ParameterLayout(isCommon: isCommon, groupCount: groups) }
  }

  static let cases = [
    Case(isCommon: [], groups: 3), Case(isCommon: [true], groups: 1), Case(isCommon: [false], groups: 1),
    Case(isCommon: [true, false, true], groups: 4), Case(isCommon: [false, false], groups: 3),
  ]

  /// A common constant is one parameter, any other one a group; every place of every group has a parameter that means it.
  @Test(arguments: cases) func everyConstantOfEveryGroupHasItsParameter(sample: Case) {
    let layout = sample.layout
    let common = sample.isCommon.count { $0 }
    #expect(layout.parameterCount == common + (sample.isCommon.count - common) * sample.groups)
    for (g, own) in layout.index.enumerated() {
      for (k, p) in own.enumerated() {
        #expect(layout.meaning[p].constant == k)
        #expect(layout.meaning[p].group == (sample.isCommon[k] || sample.groups == 1 ? nil : g))
      }
    }
    #expect(Set(layout.index.flatMap { $0 }) == Set(0..<layout.parameterCount), "none is left over")
  }

  /// From parameters to constants and back nothing is lost.
  @Test(arguments: cases) func constantsGiveTheirParametersBack(sample: Case) {
    let layout = sample.layout
    var random = SeededRandom(seed: 5)
    let parameters = (0..<layout.parameterCount).map { _ in random.uniform(in: -3...3) }
    let constants = (0..<sample.groups).map { layout.constants(of: $0, in: parameters) }
    for (again, parameter) in zip(layout.parameters(from: constants), parameters) {
      #expect(abs(again - parameter) <= 1e-15 * abs(parameter))
    }
  }

  @Test func commonConstantsAreTheMeanOfTheGroups() {
    let layout = ParameterLayout(isCommon: [true, false], groupCount: 2)
    #expect(layout.parameters(from: [[1, 10], [4, 20]]) == [2.5, 10, 20])
  }

  /// Layouts are keys: what tells them apart is what is common and how many groups there are.
  @Test func areEqualByWhatTheyLayOut() {
    let layouts = Self.cases.map(\.layout)
    #expect(Set(layouts + layouts).count == layouts.count)
  }
}
