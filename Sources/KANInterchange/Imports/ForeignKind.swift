/// Networks of other tools that are recognised but not read, with the reason for the user.
struct ForeignKind {
  let error: InterchangeError

  private init(_ name: String, _ advice: String) { error = .unsupportedKind(name, advice: advice) }

  /// Advice for tools whose edges are not splines on knots.
  private static let retrain =
    "its edges are not B-splines; train the same shape again, here or with efficient-kan or pykan 0.2"

  /// The kind according to the first bytes of a file.
  static func ofFile(startingWith bytes: [UInt8]) -> ForeignKind? {
    if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      return ForeignKind(
        "an HDF5 file, as Keras writes them", "save the tensors as safetensors under efficient-kan's names")
    }
    if bytes.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) {
      return ForeignKind("a NumPy array", "give the file with the network's state")
    }
    if bytes.starts(with: [0x1F, 0x8B]) { return ForeignKind("compressed with gzip", "decompress it first") }
    if bytes.prefix(24).elementsEqual("affine_trainable: false\n".utf8) {
      return ForeignKind(
        "a pykan configuration under another name", "call it NAME_config.yml and put NAME_state next to it")
    }
    return nil
  }

  /// The kind according to the names and shapes of tensors; `nil` if it is not known.
  static func ofTensors(_ shapes: [String: [Int]]) -> ForeignKind? {
    let names = shapes.keys
    func has(_ parts: String...) -> Bool { parts.allSatisfy { part in names.contains { $0.contains(part) } } }
    if has("act_fun.", ".coef") {
      let isFlat = shapes.contains { $0.key.hasSuffix(".coef") && $0.value.count != 3 }
      return isFlat || has("biases.") || has("lock_id")
        ? ForeignKind(
          "a network of pykan 0.1 or older, or of its descendant coxkan",
          "load it there, and save it again with pykan 0.2 (pip install pykan==0.2.8), refitting the network if need be"
        )
        : ForeignKind(
          "the state of a pykan network",
          "it needs its NAME_config.yml: give NAME_state with the configuration next to it")
    }
    if has("spline_conv") || has("base_conv") { return ForeignKind("a convolutional KAN", retrain) }
    if has("rbf.grid") || has("spline_linear.weight") {
      return ForeignKind(
        "a network of fast-kan or one of its relatives",
        "its layers normalise all inputs together, so no edge is a function of one input; train the same shape again, here or with efficient-kan or pykan 0.2"
      )
    }
    if has("c_basis") {
      return ForeignKind(
        "a network of jaxKAN",
        "write its arrays under efficient-kan's names: base_weight = c_res, spline_weight = c_basis, spline_scaler = c_spl, grid"
      )
    }
    if has("grid_starts") {
      return ForeignKind(
        "a network of flashkan", "write its splines under efficient-kan's names, with the knots as `grid`")
    }
    if has("cheby") { return ForeignKind("a Chebyshev KAN", retrain) }
    if has("fourier") { return ForeignKind("a Fourier KAN", retrain) }
    if has("wavelet") { return ForeignKind("a wavelet KAN", retrain) }
    if has("jacobi") || has("legendre") || has("poly_weights") {
      return ForeignKind("a polynomial KAN", retrain)
    }
    if has("spline_weight", "grid") {
      return ForeignKind(
        "a variant of efficient-kan with other tensors",
        "rename them to layers.N.base_weight, spline_weight, spline_scaler and grid")
    }
    return nil
  }
}
