import KANData
import KANFormula
import KANModel

@testable import KANSearch

extension Surrogate {
  /// A law itself in place of a network that learnt it, with exact derivatives.
  init(_ law: SampleLaw, on data: Dataset) throws {
    let network = try Network(
      expressions: [try Expression(parsing: law.text)], inputs: law.names.map { Network.Feature(name: $0) },
      outputs: [Network.Feature(name: "y")], box: data.inputs.map { ($0.min() ?? 0)...($0.max() ?? 0) })
    self.init(
      network: network, inputScales: law.names.map { _ in .linear }, targetScale: .linear, error: 0,
      judgedRows: data.count)
  }
}
