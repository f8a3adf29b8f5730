import Testing

@testable import KANSearch

/// How a search is dealt out to several machines.
@Suite struct SearchUnitTests {
  @Test func everyTargetSeedAndPartOnce() {
    var options = Discovery.Options(seed: 7)
    options.seedCount = 3
    let units = SearchUnit.all(targets: ["y", "z"], options: options)
    #expect(units.count == 24)
    #expect(units.map(\.index) == Array(0..<24))
    #expect(Set(units.map(\.count)) == [24])
    #expect(Set(units.map { "\($0.target) \($0.seed) \($0.structures.index)" }).count == 24)
    #expect(Set(units.map(\.seed)) == [7, 8, 9])
  }

  /// Where no structures are dealt out, a part for each would only repeat the others.
  @Test func searchesWithoutNetworksHaveOnePartASeed() {
    var options = Discovery.Options()
    options.methods = MethodSelection(without: ["networks", "growth"])
    #expect(SearchUnit.all(targets: ["y"], options: options).count == 1)
  }

  @Test func aUnitHasTheOptionsOfTheSearchButForItsSeedAndStructures() {
    var options = Discovery.Options(effort: .high, seed: 2)
    options.seedCount = 2
    let unit = SearchUnit.all(targets: ["y"], options: options)[6]
    let own = unit.options(options)
    #expect(own.seed == 3 && own.seedCount == 1 && own.effort == .high)
    #expect(own.structures == unit.structures && unit.structures.index == 2)
  }

  @Test(arguments: [1, 2, 4, 7])
  func sharesHaveEveryStructureOnce(count: Int) {
    let tier = Structure.furtherTiers(4).flatMap { $0 }
    let parts = StructureShare.parts(count)
    let dealt = parts.flatMap { $0.of(tier) }
    #expect(dealt.count == tier.count && Set(dealt) == Set(tier))
    #expect(parts.count { $0.hasTheWhole } == 1)
    #expect(StructureShare.all.of(tier) == tier && StructureShare.all.hasTheWhole)
  }
}
