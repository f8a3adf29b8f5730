import Foundation
import KANFormula
import KANNumerics
import SwiftKAN

/// Expressions as networks compose them, before any simplification.
enum Corpus {
  /// One expression with the box of its variables.
  struct Item {
    let name: String
    let box: [String: ClosedRange<Double>]
    let text: String
    let expression: KANFormula.Expression
  }

  /// Longer compositions are left out, because other systems need minutes for them.
  private static let largest = 60

  /// Trains networks of a few shapes on each law, replaces every spline by a closed form, and writes the compositions:
  /// each line has the law and shape, the box and the expression, separated by tabs.
  static func generate(count: Int, to path: String) throws {
    var lines: [String] = []
    var law = 0
    while lines.count < count {
      let current = try Law.number(law)
      for shape in shapes(inputs: current.box.count) where lines.count < count {
        guard let expression = try expression(of: current, shape: shape, seed: UInt64(law)),
          expression.complexity <= largest
        else { continue }
        let box = current.box.map { "\($0.name)=\($0.range.lowerBound):\($0.range.upperBound)" }
        lines.append(
          "\(current.text) [\(shape)]\t\(box.joined(separator: " "))\t\(TextPrinter().print(expression))")
        FileHandle.standardError.write(Data("\(lines.count) \(current.text) [\(shape)]\n".utf8))
      }
      law += 1
    }
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  static func read(_ path: String) throws -> [Item] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
      let fields = line.split(separator: "\t").map(String.init)
      var box: [String: ClosedRange<Double>] = [:]
      for part in fields[1].split(separator: " ") {
        let sides = part.split(separator: "=")
        let ends = sides[1].split(separator: ":").compactMap { Double($0) }
        box[String(sides[0])] = ends[0]...ends[1]
      }
      return Item(
        name: fields[0], box: box, text: fields[2],
        expression: try KANFormula.Expression(parsing: fields[2]))
    }
  }

  private static func shapes(inputs n: Int) -> [String] {
    switch n {
    case 1: ["1,1", "1,1,1"]
    default: ["\(n),1", "\(n),1,1", "\(n),0+1"]
    }
  }

  /// A trained network of closed forms as one expression; `nil` if an edge has none or the result is not finite.
  private static func expression(
    of law: Law, shape: String, seed: UInt64
  ) throws -> KANFormula.Expression? {
    var random = SeededRandom(seed: 1000 + seed)
    let columns = law.box.map { side in (0..<300).map { _ in random.uniform(in: side.range) } }
    let names = law.box.map(\.name)
    let target = try CompiledExpression(law.expression, variables: names).values(columns)
    guard target.allSatisfy(\.isFinite) else { return nil }
    let data = try Dataset(inputNames: names, inputs: columns, targetNames: ["f"], targets: [target])
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = 40
    let start = try Network(
      for: data, shape: Network.Shape(parsing: shape), intervals: 4, base: .zero, seed: seed)
    var network = optimizer.fit(start, to: data).network
    network = try network.symbolified(on: data, options: Network.SymbolifyOptions(tolerance: 0.05)).network
    for address in network.edgeAddresses where network[address].isSpline {
      guard let best = try? network.suggestions(for: address, on: data).first else { return nil }
      network[address] = .symbolic(best.edge)
    }
    network = optimizer.fit(network, to: data).network
    let expression = try network.expressions()[0]
    let values = try CompiledExpression(expression, variables: names).values(columns)
    return values.allSatisfy(\.isFinite) ? expression : nil
  }
}
