import KANData
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Networks of fewer and fewer inputs.
@Suite struct InputEliminationTests {
  /// Labels that follow the second and the fourth of some inputs.
  private static func table(inputs: Int, rows: Int = 800) throws -> Dataset {
    var random = SeededRandom(seed: 31)
    let columns = (0..<inputs).map { _ in (0..<rows).map { _ in random.uniform(in: -1...1) } }
    let labels = (0..<rows).map { s in
      random.uniform() < Likelihood.probability(ofLogit: 6 * columns[1][s] - 6 * columns[3][s]) ? 1.0 : 0
    }
    return try Dataset(
      inputNames: (0..<inputs).map { "x\($0)" }, inputs: columns, targetNames: ["t"], targets: [labels])
  }

  private static func elimination(
    _ data: Dataset, threads: Int = 1, budget: WorkBudget = WorkBudget(), few: Int = 20
  ) -> InputElimination {
    var settings = InputElimination.Settings()
    (settings.nodes, settings.steps, settings.tried, settings.few) = (4, 80, 3, few)
    return InputElimination(
      DatasetRows(of: data), in: .sample(threads: threads, budget: budget), seed: 3, settings: settings)
  }

  /// One input leaves at a time, and the two that matter are the last, with a loss near that of all.
  @Test func whatMattersStays() throws {
    let subsets = Self.elimination(try Self.table(inputs: 5)).subsets(downTo: 2)
    #expect(subsets.map(\.inputs.count) == [5, 4, 3, 2])
    for (larger, smaller) in zip(subsets, subsets.dropFirst()) {
      #expect(Set(smaller.inputs).isSubset(of: larger.inputs) && smaller.inputs == smaller.inputs.sorted())
    }
    let last = try #require(subsets.last)
    #expect(last.inputs == [1, 3] && last.loss < subsets[0].loss + 0.05 && last.loss < 0.6)
    #expect(subsets.allSatisfy { $0.network.inputs.count == $0.inputs.count })
  }

  /// Many inputs leave in groups, a fifth at once, down to the number from which each is asked for.
  @Test func manyLeaveInGroups() throws {
    let subsets = Self.elimination(try Self.table(inputs: 12, rows: 400), few: 6).subsets(downTo: 6)
    #expect(subsets.map(\.inputs.count) == [12, 10, 8, 7, 6])
    #expect(try #require(subsets.last).inputs.contains(1) && subsets.last?.inputs.contains(3) == true)
  }

  @Test func dependsOnNeitherThreadsNorTheMoment() throws {
    let data = try Self.table(inputs: 4, rows: 300)
    let one = Self.elimination(data).subsets(downTo: 2)
    let three = Self.elimination(data, threads: 3).subsets(downTo: 2)
    #expect(one.map(\.inputs) == three.map(\.inputs) && one.map(\.loss) == three.map(\.loss))
    #expect(one.map(\.network) == three.map(\.network))
  }

  @Test func endsWithItsBudget() throws {
    let subsets = Self.elimination(try Self.table(inputs: 4, rows: 200), budget: WorkBudget(limit: 1))
      .subsets(downTo: 1)
    #expect(subsets.map(\.inputs.count) == [4], "the network of all is there")
  }
}
