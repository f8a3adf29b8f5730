import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule
import Testing

@testable import KANSearch

/// One law looked for in several experiments.
@Suite struct GroupedDiscoveryTests {
  /// z = v·t − 4.905·t² + h in four experiments with their own v and h.
  private static func falls(noise: Double) throws -> Table {
    var random = SeededRandom(seed: 8)
    var columns: [[Double]] = [[], [], []]
    for (run, (v, h)) in [(2.0, 1.0), (-1, 3), (5, 0.5), (0.7, -2)].enumerated() {
      for n in 0..<60 {
        let t = Double(n) / 59
        columns[0].append(Double(run))
        columns[1].append(t)
        columns[2].append(v * t - 4.905 * t * t + h + noise * random.normal())
      }
    }
    return try Table(names: ["run", "t", "z"], columns: columns)
  }

  @Test(arguments: [0, 0.02]) func findsTheLawAndWhatIsCommon(noise: Double) throws {
    let table = try Self.falls(noise: noise)
    var options = Discovery.Options(effort: .low, threads: 1)
    // What single searches do beyond families is tested there.
    options.methods = MethodSelection(without: [
      SimpleNetworksStage.name, NetworksStage.name, GrowthStage.name, ExpressionsStage.name,
      ShorteningStage.name,
    ])
    let discovery = try discover(table, target: "z", inGroupsOf: "run", options: options)
    let fit = discovery.fit
    #expect(fit.groups.count == 4)
    // A parabola: one constant is common, two are of every experiment.
    let common = fit.constants.filter { $0.group == nil }
    #expect(common.count == 1 && fit.constants.count == 9, "\(fit.form.text): \(fit.constants)")
    // The form has the minus sign, or the constant.
    #expect(abs(abs(common.first?.value ?? 0) - 4.905) < max(1e-6, 2 * noise), "\(fit.form.text)")
    #expect(fit.statistics.rmse < max(1e-9, 1.2 * noise))
    #expect(discovery.candidates.first?.form == fit.form.text && discovery.candidates.first?.odds == 1)
    #expect(discovery.searched.last == "all")
    #expect(discovery.ending == .finished && discovery.note == nil)
  }

  @Test func aSearchThatIsStoppedSaysSo() throws {
    var options = Discovery.Options(effort: .low, threads: 1)
    options.methods = MethodSelection(without: [ExpressionsStage.name, NetworksStage.name, GrowthStage.name])
    // The first search is stopped once it has a law.
    let discovery = try discover(
      try Self.falls(noise: 0.02), target: "z", inGroupsOf: "run", options: options
    ) { $0.formula == nil }
    #expect(discovery.ending == .request && discovery.note?.contains("stopped") == true)
  }

  @Test func aLawBecomesAFormWithItsNumbersFree() throws {
    let law = try Expression(parsing: "1.5*exp(-x/2) + 3*x^2 + 1")
    let forms = FormSkeleton.all(of: law, columns: ["x"])
    #expect(forms.map(\.values) == [[1.5], [1.5, -0.5, 3]])
    // Columns keep their names.
    let other = FormSkeleton.all(of: try Expression(parsing: "1.5*c1"), columns: ["c1"])
    #expect(other[0].constants == ["c_1"])
  }

  @Test func anUnknownColumnOfGroupsIsNamed() throws {
    let table = try Self.falls(noise: 0)
    #expect(throws: SymbolicError.form(.unknownGroup("set", columns: ["run", "t", "z"]))) {
      try discover(table, target: "z", inGroupsOf: "set")
    }
  }
}
