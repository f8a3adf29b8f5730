/// The families, reductions and stages of the search by name, for `--without` and lists.
package enum SearchMethods {
  /// The kinds of members.
  package enum Kind: String, Sendable, CaseIterable {
    /// A part of the search that runs in its turn.
    case stage
    /// A method that reduces a problem to a smaller one.
    case reduction
    /// A kind of law.
    case family
    /// A treatment of laws that were found.
    case treatment
  }

  /// A member.
  package struct Member: Sendable, Hashable {
    /// Its name.
    package let name: String
    /// Its kind.
    package let kind: Kind
    /// A description for a list.
    package let summary: String
  }

  /// Recognition of constants.
  static let constants = "constants"
  /// The vote of several seeds.
  static let seeds = "seeds"

  /// All members, in the order in which they act.
  package static let all: [Member] =
    SearchStages.all.map { Member(name: $0.name, kind: .stage, summary: $0.summary) }
    + Reductions.all.map { Member(name: $0.name, kind: .reduction, summary: $0.summary) }
    + LawFamilies.all.map { Member(name: $0.name, kind: .family, summary: $0.summary) }
    + [
      Member(name: SeriesResummation.name, kind: .treatment, summary: SeriesResummation.summary),
      Member(
        name: constants, kind: .treatment,
        summary: "measured constants are replaced by exact ones where that shortens the description"),
      Member(
        name: seeds, kind: .treatment, summary: "with several seeds, the searches vote on the law"
      ),
    ]
}
