import CDevice
import KANData
import KANModel
import KANTraining
import Synchronization

/// A graphics card that takes the steps of training. **Experimental**: its kernels are tested on the processor and compiled for
/// cards, but have not been run on one yet.
///
/// It trains networks of spline edges with Adam and L-BFGS, any loss, any grid and base function, products, cut edges and every penalty,
/// in `Float` and `Double`. Equal seeds give equal bits on the same card.
public final class CUDADevice: Sendable {
  /// The number of the card.
  public let index: Int
  /// The name of the card.
  public let cardName: String
  private let libraries: DeviceLibraries
  private let settings: DeviceSettings
  private let noted = Mutex<String?>(nil)

  /// Looks for driver, card and compiler, without compiling anything yet.
  ///
  /// - Parameter index: The number of the card, from 0.
  /// - Throws: An error if the driver, the compiler or the card of this number is missing, or if the driver is too old.
  public convenience init(_ index: Int = 0) throws {
    try self.init(index, DeviceLibraries.load())
  }

  init(
    _ index: Int, _ libraries: DeviceLibraries, settings: DeviceSettings = DeviceSettings()
  ) throws(DeviceError) {
    guard libraries.compiler != nil else { throw .noCompiler }
    cardName = try DeviceContext(libraries, index: index).name
    (self.index, self.libraries, self.settings) = (index, libraries, settings)
  }

  /// The reason why training continued without the card, or ended, in one sentence; `nil` if there was no failure.
  public var failure: String? { noted.withLock { $0 } }
}

extension CUDADevice: Accelerator {
  package var name: String { "cuda:\(index)" }

  package func refusal(of network: Network, _ training: AcceleratorSettings) -> String? {
    if case .levenbergMarquardt = training.optimizer {
      return "Levenberg-Marquardt runs on the processor only; use adam or lbfgs"
    }
    if network.outside == .fading { return "its kernels do not support bases that fade outside the grid" }
    if NetworkPlan(network).layers.contains(where: { !$0.symbolic.isEmpty }) {
      return "its kernels support spline edges only, but some edges of the network are closed forms"
    }
    return nil
  }

  package func problem(
    _ network: Network, _ data: Dataset, _ training: AcceleratorSettings
  ) -> (any AcceleratedProblem)? {
    do {
      let context = try DeviceContext(libraries, index: index)
      if training.isSinglePrecision {
        return try DeviceProblem<Float>(
          context, network, data, loss: training.loss, penalty: training.penalty,
          batchSize: training.batchSize,
          settings: settings)
      }
      return try DeviceProblem<Double>(
        context, network, data, loss: training.loss, penalty: training.penalty,
        batchSize: training.batchSize,
        settings: settings)
    } catch {
      note(error)
      return nil
    }
  }

  package func note(_ failure: any Error) { noted.withLock { $0 = $0 ?? "\(failure)" } }
}

extension TrainingOptions {
  /// The card that takes the steps; `nil` for the processor.
  public var device: CUDADevice? {
    get { accelerator as? CUDADevice }
    set { accelerator = newValue }
  }
}
