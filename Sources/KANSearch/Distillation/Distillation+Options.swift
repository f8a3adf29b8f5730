extension Distillation {
  /// Options for evaluating an oracle and for searching its law.
  public struct Options: Sendable {
    /// The options of the search in each round.
    public var search: Discovery.Options
    /// The number of points evaluated in the first round, at least 8; every further round adds a quarter of it.
    public var points: Int
    /// The number of further points, at least 2, to which no law is fitted, for measuring its error on the box.
    public var checkPoints: Int
    /// The maximum number of rounds, at least 1.
    public var rounds: Int

    /// The defaults: a thousand points for fitting, as many for judging, three rounds.
    ///
    /// - Parameters:
    ///   - search: The options of the search in each round.
    ///   - points: The number of points evaluated in the first round, at least 8; every further round
    ///     adds a quarter of it.
    ///   - checkPoints: The number of further points for measuring the error of the law, at least 2.
    ///   - rounds: The maximum number of rounds, at least 1.
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
