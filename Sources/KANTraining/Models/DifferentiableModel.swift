/// A model with one flat vector of parameters that is evaluated forward and backward on tiles of samples: all that losses and
/// optimisers need of a model.
///
/// The engine of a network conforms; `ModelTrainer` trains any other model. A model contains only structure: parameters are passed
/// with each call and everything that changes is in a workspace, so that threads can share one model.
public protocol DifferentiableModel: AnyObject, Sendable {
  /// The scalar of parameters, samples and gradients: `Float` or `Double`.
  associatedtype Scalar: BinaryFloatingPoint & Sendable
  /// The data of one tile that a thread keeps between forward and backward pass.
  associatedtype Workspace: Sendable

  /// The number of parameters.
  var parameterCount: Int { get }
  /// The number of inputs.
  var inputCount: Int { get }
  /// The number of outputs.
  var outputCount: Int { get }

  /// Memory for tiles of `width` samples, a multiple of 8.
  func makeWorkspace(width: Int) -> Workspace

  /// Evaluates the model on all samples of a tile, padding included.
  func forward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    for purpose: ModelPass)

  /// Output `j` of the tile of the last forward pass, one number per sample.
  func output(_ j: Int, of workspace: Workspace) -> UnsafePointer<Scalar>

  /// The memory to which the derivative of the loss with respect to output `j` is written before a backward pass, one number per sample.
  func outputAdjoint(_ j: Int, of workspace: Workspace) -> UnsafeMutablePointer<Scalar>

  /// Adds the gradient with respect to all parameters to `gradient`, for the tile of the last forward pass and the adjoints written
  /// since then.
  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    gradient: UnsafeMutablePointer<Scalar>)

  /// The same, but overwrites `gradient`: by default it is cleared first.
  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    overwriting gradient: UnsafeMutablePointer<Scalar>)

  /// The length of the model's own vectors, which may be padded; the number of parameters by default.
  var storageCount: Int { get }
  /// Copies parameters to their positions in the model's own vector; all other positions are zero and must stay so.
  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>)
  /// The parameters, or their gradient, from the model's own vector.
  func load(_ storage: UnsafePointer<Scalar>) -> [Double]
  /// Sets the positions of a gradient that belong to no parameter to zero.
  func clearPadding(of gradient: UnsafeMutablePointer<Scalar>)

  /// The approximate cost of a forward and backward pass of one sample, in nanoseconds of one core.
  var costOfSample: Double { get }
  /// The cost of adding up a gradient, in units of the arithmetic of one sample.
  var samplesPerGradient: Double { get }
  /// The number of samples per tile that suits the caches.
  var preferredTileWidth: Int { get }
}

/// The purpose of a forward pass.
public enum ModelPass: Hashable, Sendable {
  /// The outputs alone.
  case value
  /// A backward pass follows.
  case gradient
  /// A backward pass of a stochastic step follows: noise such as dropout belongs here, and must depend only on `number` and the
  /// index of the tile.
  case step(number: UInt64)
}

/// Samples that a model processes together, in scaled units.
public struct SampleTile<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  let samples: SampleTiles<Scalar>
  /// The number of the tile in its batch.
  public let index: Int

  /// The number of samples, padding included.
  public var width: Int { samples.width }
  /// The number of samples that are not padding; they come first.
  public var validCount: Int { samples.validCount(tile: index) }
  /// Input `i`, one number per sample; input i + 1 follows directly in memory.
  public func input(_ i: Int) -> UnsafePointer<Scalar> { samples.input(i, tile: index) }
}

extension DifferentiableModel {
  /// Clears the gradient, then adds.
  public func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    overwriting gradient: UnsafeMutablePointer<Scalar>
  ) {
    gradient.clear(storageCount)
    backward(parameters, tile, workspace, gradient: gradient)
  }

  /// The model's own vectors are not padded.
  public var storageCount: Int { parameterCount }

  /// Copies parameters in order.
  public func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>) {
    for n in parameters.indices { storage[n] = Scalar(parameters[n]) }
  }

  /// The parameters in order.
  public func load(_ storage: UnsafePointer<Scalar>) -> [Double] {
    (0..<parameterCount).map { Double(storage[$0]) }
  }

  /// There is no padding.
  public func clearPadding(of gradient: UnsafeMutablePointer<Scalar>) {}

  /// Two operations per parameter in each direction, partly vectorised.
  public var costOfSample: Double { 0.2 * Double(parameterCount) }
  /// Each parameter is used once per sample.
  public var samplesPerGradient: Double { 1 }
  /// Tiles of 128 samples.
  public var preferredTileWidth: Int { 128 }
}
