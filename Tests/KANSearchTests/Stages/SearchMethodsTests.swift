import Foundation
import KANData
import KANFormula
import KANSymbolic
import Testing

@testable import KANSearch

/// The members of the search and their names.
@Suite struct SearchMethodsTests {
  private static let names = SearchMethods.all.map(\.name)

  @Test func everyMemberHasANameOfItsOwn() {
    #expect(Set(Self.names).count == Self.names.count)
    let members: [SearchMethods.Member] = SearchMethods.all
    for member in members {
      #expect(
        !member.name.isEmpty && member.name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(member.name)")
      #expect(
        !member.summary.isEmpty && member.summary.first?.isLowercase == true && member.summary.last != ".")
    }
  }

  /// Every registered family, reduction and stage is listed once, in the registry's order.
  @Test func listsEveryMember() {
    func names(_ kind: SearchMethods.Kind) -> [String] {
      SearchMethods.all.filter { $0.kind == kind }.map(\.name)
    }
    #expect(names(.stage) == SearchStages.all.map { $0.name })
    #expect(names(.reduction) == Reductions.all.map { $0.name })
    #expect(names(.family) == LawFamilies.all.map { $0.name })
    #expect(names(.treatment) == [SeriesResummation.name, SearchMethods.constants, SearchMethods.seeds])
    #expect(SearchMethods.Kind.allCases.allSatisfy { !names($0).isEmpty })
  }

  @Test(arguments: names)
  func eachMayBeLeftOut(name: String) {
    let methods = MethodSelection(without: [name])
    #expect(methods != .all && !methods.contains(name))
    #expect(Self.names.filter(methods.contains) == Self.names.filter { $0 != name })
    let context = SearchContext.sample(methods: methods)
    let tiers: [FamilyTier] = [.common, .rare, .curves, .trees]
    var labels = context
    labels.likelihood = .bernoulli
    let members = tiers.flatMap { LawFamilies.members($0, in: context) + LawFamilies.members($0, in: labels) }
    #expect(members.count == LawFamilies.all.count { $0.name != name })
    #expect(!members.contains { type(of: $0).name == name })
  }

  @Test func tiersAreInTheirOrder() {
    #expect(FamilyTier.common < .rare && FamilyTier.rare < .curves && FamilyTier.curves < .trees)
    for tier in [FamilyTier.common, .rare, .curves] {
      #expect(!LawFamilies.members(tier, in: .sample()).isEmpty)
    }
  }

  /// Each treatment, left out, does nothing.
  @Test func seriesStaySeriesWhereTheirClosingIsLeftOut() throws {
    let data = try SampleLaw("a/sqrt(1 - b^2)", 1...5, 0.001...0.02).table(rows: 300)
    func laws(_ methods: MethodSelection) -> [ExactForms.ExactLaw] {
      let forms = ExactForms(
        Subproblem(FeatureTable(data, rows: 300)), refiner: ExpressionRefiner(relativeTo: data),
        in: .sample(methods: methods))
      return forms.quickLaws()
    }
    let without = laws(MethodSelection(without: [SeriesResummation.name]))
    let with = laws(.all)
    #expect(with.map(\.error).min() ?? 1 <= without.map(\.error).min() ?? 1)
  }
}
