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

  /// Makes memory for one thread.
  ///
  /// - Parameter width: The number of samples of the tiles that will be processed in it, a multiple of 8.
  func makeWorkspace(width: Int) -> Workspace

  /// Evaluates the model on all samples of a tile, padding included.
  ///
  /// - Parameters:
  ///   - parameters: The parameters in the layout of `store(_:into:)`, `storageCount` numbers.
  ///   - tile: The inputs.
  ///   - workspace: Receives the outputs, and whatever the backward pass needs.
  ///   - purpose: Whether a backward pass follows, and whether it is part of a stochastic step.
  func forward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    for purpose: ModelPass)

  /// One output for the tile of the last forward pass.
  ///
  /// - Parameters:
  ///   - j: The number of the output, from 0 to `outputCount` − 1.
  ///   - workspace: The workspace of the forward pass.
  /// - Returns: One number per sample of the tile, padding included; valid until the next pass in this workspace.
  func output(_ j: Int, of workspace: Workspace) -> UnsafePointer<Scalar>

  /// The memory to which the derivative of the loss with respect to one output is written before a backward pass.
  ///
  /// - Parameters:
  ///   - j: The number of the output, from 0 to `outputCount` − 1.
  ///   - workspace: The workspace of the forward pass.
  /// - Returns: Room for one number per sample of the tile, padding included.
  func outputAdjoint(_ j: Int, of workspace: Workspace) -> UnsafeMutablePointer<Scalar>

  /// Adds the gradient with respect to all parameters to `gradient`, for the tile of the last forward pass and the
  /// adjoints written since then.
  ///
  /// - Parameters:
  ///   - parameters: The parameters in the layout of `store(_:into:)`, `storageCount` numbers.
  ///   - tile: The tile of the forward pass.
  ///   - workspace: The workspace of the forward pass, with the adjoints of all outputs.
  ///   - gradient: The gradient so far, `storageCount` numbers in the layout of the parameters.
  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    gradient: UnsafeMutablePointer<Scalar>)

  /// Writes the gradient with respect to all parameters to `gradient`, whatever it contained before;
  /// the default implementation clears it and then adds.
  ///
  /// - Parameters:
  ///   - parameters: The parameters in the layout of `store(_:into:)`, `storageCount` numbers.
  ///   - tile: The tile of the forward pass.
  ///   - workspace: The workspace of the forward pass, with the adjoints of all outputs.
  ///   - gradient: Room for the gradient, `storageCount` numbers in the layout of the parameters.
  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    overwriting gradient: UnsafeMutablePointer<Scalar>)

  /// The length of the model's own vectors, which may be padded; the number of parameters by default.
  var storageCount: Int { get }

  /// Copies parameters to their positions in the model's own vector; all other positions are zero and must stay so.
  ///
  /// - Parameters:
  ///   - parameters: The `parameterCount` parameters.
  ///   - storage: The model's own vector, `storageCount` numbers.
  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>)

  /// The parameters, or their gradient, from the model's own vector.
  ///
  /// - Parameter storage: The model's own vector, `storageCount` numbers.
  /// - Returns: `parameterCount` numbers in the order of `store(_:into:)`.
  func load(_ storage: UnsafePointer<Scalar>) -> [Double]

  /// Sets the positions of a gradient that belong to no parameter to zero.
  ///
  /// - Parameter gradient: A gradient in the model's own layout, `storageCount` numbers.
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

  /// One input of the samples of the tile; input i + 1 follows directly in memory.
  ///
  /// - Parameter i: The number of the input, counted from 0.
  /// - Returns: `width` numbers in scaled units; those from `validCount` on are copies of a real sample.
  public func input(_ i: Int) -> UnsafePointer<Scalar> { samples.input(i, tile: index) }
}

extension DifferentiableModel {
  /// Clears the gradient, then adds to it by `backward(_:_:_:gradient:)`.
  ///
  /// - Parameters:
  ///   - parameters: The parameters in the layout of `store(_:into:)`, `storageCount` numbers.
  ///   - tile: The tile of the forward pass.
  ///   - workspace: The workspace of the forward pass, with the adjoints of all outputs.
  ///   - gradient: Room for the gradient, `storageCount` numbers.
  public func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: Workspace,
    overwriting gradient: UnsafeMutablePointer<Scalar>
  ) {
    gradient.clear(storageCount)
    backward(parameters, tile, workspace, gradient: gradient)
  }

  /// The model's own vectors are not padded.
  public var storageCount: Int { parameterCount }

  /// Copies the parameters in order, rounded to the model's scalar.
  ///
  /// - Parameters:
  ///   - parameters: The `parameterCount` parameters.
  ///   - storage: The model's own vector, which has the same length.
  public func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>) {
    for n in parameters.indices { storage[n] = Scalar(parameters[n]) }
  }

  /// The parameters in order.
  ///
  /// - Parameter storage: The model's own vector, `parameterCount` numbers.
  public func load(_ storage: UnsafePointer<Scalar>) -> [Double] {
    (0..<parameterCount).map { Double(storage[$0]) }
  }

  /// Does nothing: without padding every position belongs to a parameter.
  ///
  /// - Parameter gradient: A gradient, which remains as it is.
  public func clearPadding(of gradient: UnsafeMutablePointer<Scalar>) {}

  /// Two operations per parameter in each direction, partly vectorised.
  public var costOfSample: Double { 0.2 * Double(parameterCount) }
  /// Each parameter is used once per sample.
  public var samplesPerGradient: Double { 1 }
  /// Tiles of 128 samples.
  public var preferredTileWidth: Int { 128 }
}
