@testable import KANTraining

/// y = w·x + b with parameters [w…, b]: the smallest model that is no network.
final class LinearModel<Scalar: BinaryFloatingPoint & Sendable>: DifferentiableModel {
  /// One row of outputs and one of adjoints.
  final class Rows: @unchecked Sendable {
    let values: UnsafeMutablePointer<Scalar>
    let adjoints: UnsafeMutablePointer<Scalar>

    init(width: Int) {
      values = .allocate(capacity: width)
      adjoints = .allocate(capacity: width)
      values.initialize(repeating: 0, count: width)
      adjoints.initialize(repeating: 0, count: width)
    }

    deinit {
      values.deallocate()
      adjoints.deallocate()
    }
  }

  let inputCount: Int
  let outputCount = 1
  var parameterCount: Int { inputCount + 1 }
  /// Sees every pass.
  let observer: @Sendable (ModelPass) -> Void

  init(inputs: Int, observer: @escaping @Sendable (ModelPass) -> Void = { _ in }) {
    inputCount = inputs
    self.observer = observer
  }

  func makeWorkspace(width: Int) -> Rows { Rows(width: width) }

  func forward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ rows: Rows, for purpose: ModelPass
  ) {
    observer(purpose)
    for s in 0..<tile.width {
      rows.values[s] = (0..<inputCount).reduce(parameters[inputCount]) {
        $0 + parameters[$1] * tile.input($1)[s]
      }
    }
  }

  func output(_ j: Int, of rows: Rows) -> UnsafePointer<Scalar> { UnsafePointer(rows.values) }
  func outputAdjoint(_ j: Int, of rows: Rows) -> UnsafeMutablePointer<Scalar> { rows.adjoints }

  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ rows: Rows,
    gradient: UnsafeMutablePointer<Scalar>
  ) {
    for s in 0..<tile.width {
      for i in 0..<inputCount { gradient[i] += rows.adjoints[s] * tile.input(i)[s] }
      gradient[inputCount] += rows.adjoints[s]
    }
  }
}
