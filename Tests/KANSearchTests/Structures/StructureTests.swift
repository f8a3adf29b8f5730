import Testing

@testable import KANSearch

/// Plans of how inputs combine: all of them while they are few, and steps from one to the next.
@Suite struct StructureTests {
  /// The sum, the product, and two for every other partition: 2·Bell(n) − 2 for n > 1 (Bell: 1, 2, 5, 15).
  @Test(arguments: [(1, 1), (2, 2), (3, 8), (4, 28)])
  func listsAllPlans(inputs: Int, count: Int) {
    let all = Structure.all(inputs)
    #expect(all.count == count && Set(all).count == count)
    for structure in all {
      #expect(structure.blocks.flatMap { $0 }.sorted() == Array(0..<inputs))
      #expect(structure.blocks.map { $0[0] } == structure.blocks.map { $0[0] }.sorted())
      #expect(!structure.isWrapped && structure.edgeCount == inputs)
      #expect((0..<inputs).allSatisfy { !structure.readsMoreThanOnce($0) })
    }
    #expect(all[0].isAdditive && !all[0].isMultiplicative)
    if inputs > 1 { #expect(all[1].isMultiplicative && !all[1].isAdditive) }
  }

  /// Every plan is in one tier and none in two.
  @Test(arguments: 1...4)
  func tiersHoldEveryPlan(inputs: Int) {
    let tiers = Structure.simpleTiers(inputs) + Structure.furtherTiers(inputs)
    let all = Structure.all(inputs)
    let listed = tiers.flatMap { $0 }
    #expect(Set(listed).count == listed.count)
    #expect(Set(listed) == Set(all + all.map(\.wrapped)))
    // Simple ones first.
    #expect(tiers[0].contains(.additive(inputs)) && tiers[1] == [.additive(inputs, wrapped: true)])
  }

  /// Of many inputs only the simple plans are tried, and what grows from them.
  @Test func growsManyInputs() {
    #expect(Structure.simpleTiers(6).map(\.count) == [2, 1])
    #expect(Structure.furtherTiers(6).map(\.count) == [1])
    #expect(Structure.furtherTiers(1).isEmpty)
  }

  @Test func mergesTwoBlocks() {
    let merged = Structure.additive(3).merged
    // Three pairs, each as a product within the sum or a sum within the product.
    #expect(merged.count == 6 && Set(merged).count == 6)
    #expect(merged.allSatisfy { $0.blocks.count == 2 })
    #expect(Structure.additive(2).merged == [.multiplicative(2)])
    #expect(Structure.multiplicative(3).merged.isEmpty)
    // The product of two sums would become one sum, which is no product.
    let product = Structure(blocks: [[0, 1, 2], [3]], combination: .productOfSums, isWrapped: false)
    #expect(product.merged.isEmpty)
    let wrapped = Structure.additive(3, wrapped: true).merged
    #expect(wrapped.allSatisfy { $0.isWrapped })
  }

  @Test func readsAnInputTwice() {
    let extended = Structure.additive(2).extended
    #expect(extended.map(\.blocks) == [[[0], [1], [0, 1]]])
    #expect(extended[0].readsMoreThanOnce(0) && extended[0].readsMoreThanOnce(1))
    #expect(extended[0].edgeCount == 4)
    let further = extended[0].extended
    #expect(!further.contains { Set($0.blocks).count < $0.blocks.count })
    let product = Structure(blocks: [[0], [1, 2]], combination: .productOfSums, isWrapped: false)
    #expect(product.extended.isEmpty)
    let larger = Structure(blocks: [[0], [1, 2]], combination: .sumOfProducts, isWrapped: false).extended
    #expect(larger.contains { $0.blocks == [[0], [0, 1, 2]] })
  }

  @Test(arguments: [
    (Structure.additive(2), "f1(x) + f2(y)"), (.multiplicative(2), "f1(x)·f2(y)"),
    (.additive(2, wrapped: true), "g(f1(x) + f2(y))"), (.multiplicative(1), "f1(x)"),
    (
      Structure(blocks: [[0, 2], [1]], combination: .sumOfProducts, isWrapped: false), "f1(x)·f3(z) + f2(y)"
    ),
    (
      Structure(blocks: [[0, 2], [1]], combination: .productOfSums, isWrapped: true),
      "g((f1(x) + f3(z))·f2(y))"
    ),
  ])
  func saysWhatItIs(structure: Structure, text: String) {
    #expect(structure.description(inputs: ["x", "y", "z"]) == text)
  }

  /// Sums of products of one input each are sums, whatever they would be called otherwise.
  @Test(arguments: [Structure.Combination.sumOfProducts, .productOfSums])
  func onlySumsAreAdditive(combination: Structure.Combination) {
    let structure = Structure(blocks: [[0], [1]], combination: combination, isWrapped: false)
    #expect(structure.isAdditive == (combination == .sumOfProducts) && !structure.isMultiplicative)
  }

  @Test func wrappingAddsOneCurve() {
    #expect(Structure.additive(3).wrapped == .additive(3, wrapped: true))
    #expect(Structure.additive(3).wrapped.edgeCount == 4)
    #expect(Structure.additive(3).wrapped.isAdditive)
  }
}
