import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Replaces an angle by its sine or cosine, so that a curve of a product may read it: t = F(x·y·cos θ).
enum AngleReduction {
  /// The most angles of a node that are looked at.
  private static let limit = 2

  /// The node with each of its angles as a cosine and as a sine.
  static func reduced(_ node: LawNode) -> [LawNode] {
    let table = node.table
    let angles = node.inputs.filter { i in
      let column = table.inputs[i]
      return column.allSatisfy { abs($0) < 6.5 } && column.typicalMagnitude > 0.3
    }
    guard node.inputs.count > 1, angles.count <= limit else { return [] }
    return angles.flatMap { i -> [LawNode] in
      let x = table.variable(i)
      return [
        (Expression.cos(x), table.inputs[i].map { cos($0) }),
        (Expression.sin(x), table.inputs[i].map { sin($0) }),
      ].map { expression, values in
        let wider = table.appending(expression, values)
        return LawNode(
          table: wider, values: node.values, factor: node.factor, term: node.term,
          inputs: node.inputs.filter { $0 != i } + [wider.inputs.count - 1], dropped: node.dropped)
      }
    }
  }
}
