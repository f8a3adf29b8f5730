/// The members of the search by name, as `--without` and lists of methods have them.
package enum SearchMethods {
  /// What a member is to the search.
  package enum Kind: String, Sendable, CaseIterable {
    /// A part of the search that runs at its turn.
    case stage
    /// A way to make a smaller problem of a problem.
    case reduction
    /// A kind of law.
    case family
    /// What is done with laws that were found.
    case treatment
  }

  /// A member.
  package struct Member: Sendable, Hashable {
    /// Its name.
    package let name: String
    /// What it is to the search.
    package let kind: Kind
    /// What it does, as part of a list.
    package let summary: String
  }

  /// Recognition of constants.
  static let constants = "constants"
  /// The vote of several seeds.
  static let seeds = "seeds"

  /// Every member, in the order in which they come to act.
  package static let all: [Member] =
    SearchStages.all.map { Member(name: $0.name, kind: .stage, summary: $0.summary) }
    + Reductions.all.map { Member(name: $0.name, kind: .reduction, summary: $0.summary) }
    + LawFamilies.all.map { Member(name: $0.name, kind: .family, summary: $0.summary) }
    + [
      Member(name: SeriesResummation.name, kind: .treatment, summary: SeriesResummation.summary),
      Member(
        name: constants, kind: .treatment,
        summary: "measured constants get names where that is the shorter description"),
      Member(
        name: seeds, kind: .treatment, summary: "several searches vote, where more than one seed is asked for"
      ),
    ]
}
