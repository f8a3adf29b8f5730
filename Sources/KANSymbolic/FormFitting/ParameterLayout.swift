/// The assignment of fit parameters to a form's constants: one for a constant that is common to all groups, one per group for any other.
struct ParameterLayout: Sendable, Hashable {
  /// Whether every constant, in the order of the form, is common to all groups.
  let isCommon: [Bool]
  let groupCount: Int
  /// `index[g][k]`: the parameter of constant k in group g.
  let index: [[Int]]
  /// The meaning of every parameter: its constant, and its group if it is not common.
  let meaning: [(constant: Int, group: Int?)]

  init(isCommon: [Bool], groupCount: Int) {
    self.isCommon = isCommon
    self.groupCount = groupCount
    var index = [[Int]](repeating: [Int](repeating: 0, count: isCommon.count), count: groupCount)
    var meaning: [(constant: Int, group: Int?)] = []
    for (k, common) in isCommon.enumerated() {
      for g in 0..<(common ? 1 : groupCount) {
        for member in common ? 0..<groupCount : g..<(g + 1) { index[member][k] = meaning.count }
        meaning.append((k, common || groupCount == 1 ? nil : g))
      }
    }
    self.index = index
    self.meaning = meaning
  }

  var parameterCount: Int { meaning.count }

  /// The parameters from one set of constants per group; common ones get the mean over the groups.
  func parameters(from constants: [[Double]]) -> [Double] {
    meaning.indices.map { p in
      let (k, group) = meaning[p]
      if let group { return constants[group][k] }
      return constants.reduce(0) { $0 + $1[k] } / Double(constants.count)
    }
  }

  /// The constants of a group.
  func constants(of group: Int, in parameters: [Double]) -> [Double] { index[group].map { parameters[$0] } }

  static func == (a: ParameterLayout, b: ParameterLayout) -> Bool {
    a.isCommon == b.isCommon && a.groupCount == b.groupCount
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(isCommon)
    hasher.combine(groupCount)
  }
}
