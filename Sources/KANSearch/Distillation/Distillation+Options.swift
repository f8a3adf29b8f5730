extension Distillation {
  /// How to ask an oracle, and how to search for its law.
  public struct Options: Sendable {
    /// How each round searches.
    public var search: Discovery.Options
    /// The number of points asked in the first round; every further round asks a quarter of it.
    public var points: Int
    /// The number of further points that no law is fitted to, which tell its error on the box.
    public var checkPoints: Int
    /// The largest number of rounds.
    public var rounds: Int

    /// The defaults: a thousand points to learn from, as many to judge by, three rounds.
    public init(
      search: Discovery.Options = Discovery.Options(), points: Int = 1000, checkPoints: Int = 1000,
      rounds: Int = 3
    ) {
      precondition(points >= 8 && checkPoints >= 2 && rounds >= 1, "a distillation needs points and a round")
      self.search = search
      self.points = points
      self.checkPoints = checkPoints
      self.rounds = rounds
    }
  }
}
