extension ModelFile {
  /// The forms in which networks leave for other tools.
  public enum ExportFormat: String, Hashable, Sendable, CaseIterable {
    /// A `state_dict` of efficient-kan: safetensors if the path ends so, else what `torch.load` reads.
    case efficientKAN = "efficient-kan"
    /// The checkpoint of pykan 0.2 that `KAN.loadckpt(path)` reads: three files that begin with the path.
    case pykan
    /// The source of a PyTorch module: what is imported there and trained further.
    case pytorch
    /// An ONNX file in single precision, of the formulas if there are some, else of the network; where the package is built with the
    /// trait `ONNX`.
    case onnx
    /// A plain description of everything, see this room's README.
    case json

    /// The files that a network leaves in when it is written to `path`.
    package func paths(_ path: String) -> [String] {
      switch self {
      case .efficientKAN, .pytorch, .onnx, .json: [path]
      case .pykan: ["\(path)_config.yml", "\(path)_state", "\(path)_cache_data"]
      }
    }
  }
}
