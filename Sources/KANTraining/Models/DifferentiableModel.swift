/// A function with one flat vector of parameters that goes forward and backward on tiles of samples: all that losses
/// and optimisers want of a model.
///
/// The engine of a network is one; `ModelTrainer` trains any other. A model holds structure only: parameters come with
/// each call and whatever changes lives in a workspace, so that threads share one model.
public protocol DifferentiableModel: AnyObject, Sendable {
  /// The scalar of parameters, samples and gradients: `Float` or `Double`.
  associatedtype Scalar: BinaryFloatingPoint & Sendable
  /// What one thread keeps of one tile between forward and backward.
  associatedtype Workspace: Sendable

  /// The number of parameters.
  var parameterCount: Int { get }
  /// The number of inputs.
  var inputCount: Int { get }
  /// The number of outputs.
  var outputCount: Int { get }

  /// Room for tiles of `width` samples, a multiple of 8.
  func makeWorkspace(width: Int) -> Workspace

  /// Evaluates the model on all samples of a tile, padding included.
  func forward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    for purpose: ModelPass)

  /// Output `j` of the tile that went forward last, one number a sample.
  func output(_ j: Int, of workspace: Workspace) -> UnsafePointer<Scalar>

  /// Where the derivative of the loss by output `j` is written before a backward pass, one number a sample.
  func outputAdjoint(_ j: Int, of workspace: Workspace) -> UnsafeMutablePointer<Scalar>

  /// Adds the gradient by all parameters to `gradient`, for the tile that went forward last and the adjoints written
  /// since then.
  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    gradient: UnsafeMutablePointer<Scalar>)

  /// The same, but whatever `gradient` held is forgotten: by default it is cleared first.
  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    overwriting gradient: UnsafeMutablePointer<Scalar>)

  /// The length of the model's own vectors, which may be padded; the number of parameters by default.
  var storageCount: Int { get }
  /// Copies parameters to their places in an own vector; all other places hold zero and must stay so.
  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>)
  /// The parameters, or their gradient, in an own vector.
  func load(_ storage: UnsafePointer<Scalar>) -> [Double]
  /// Sets the places of a gradient that no parameter has to zero.
  func clearPadding(of gradient: UnsafeMutablePointer<Scalar>)

  /// What a forward and backward pass of one sample costs, in nanoseconds of one core, roughly.
  var costOfSample: Double { get }
  /// How many times the arithmetic of one sample goes into the parameters: what adding up a gradient costs.
  var samplesPerGradient: Double { get }
  /// Samples a tile that suit the model's caches.
  var preferredTileWidth: Int { get }
}

/// What a forward pass is for.
public enum ModelPass: Hashable, Sendable {
  /// The outputs alone.
  case value
  /// A backward pass follows.
  case gradient
  /// A backward pass of a stochastic step follows: noise such as dropout belongs here, and must follow from `number` and
  /// the index of the tile alone.
  case step(number: UInt64)
}

/// Some samples that go through a model together, in scaled units.
public struct SampleTile<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  let samples: SampleTiles<Scalar>
  /// The number of the tile in its batch.
  public let index: Int

  /// Samples, padding included.
  public var width: Int { samples.width }
  /// The samples that are no padding; they come first.
  public var validCount: Int { samples.validCount(tile: index) }
  /// Input `i`, one number a sample; input i + 1 follows at once.
  public func input(_ i: Int) -> UnsafePointer<Scalar> { samples.input(i, tile: index) }
}

extension DifferentiableModel {
  /// Clears, then adds.
  public func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    overwriting gradient: UnsafeMutablePointer<Scalar>
  ) {
    gradient.clear(storageCount)
    backward(parameters, tile, workspace, gradient: gradient)
  }

  /// Own vectors are not padded.
  public var storageCount: Int { parameterCount }

  /// Copies parameters in their order.
  public func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>) {
    for n in parameters.indices { storage[n] = Scalar(parameters[n]) }
  }

  /// The parameters in their order.
  public func load(_ storage: UnsafePointer<Scalar>) -> [Double] {
    (0..<parameterCount).map { Double(storage[$0]) }
  }

  /// There is no padding.
  public func clearPadding(of gradient: UnsafeMutablePointer<Scalar>) {}

  /// Two operations a parameter each way, some of them together.
  public var costOfSample: Double { 0.2 * Double(parameterCount) }
  /// Each parameter is used once by a sample.
  public var samplesPerGradient: Double { 1 }
  /// Tiles of 128 samples.
  public var preferredTileWidth: Int { 128 }
}
