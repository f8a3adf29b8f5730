extension ModelFile {
  /// The formats in which networks are exported to other tools.
  public enum ExportFormat: String, Hashable, Sendable, CaseIterable {
    /// A `state_dict` of efficient-kan: in safetensors format if the path has that extension, else for `torch.load`.
    case efficientKAN = "efficient-kan"
    /// The checkpoint of pykan 0.2 that `KAN.loadckpt(path)` reads: three files whose names begin with the path.
    case pykan
    /// The source of a PyTorch module, which can be imported and trained further there.
    case pytorch
    /// An ONNX file in single precision, of the formulas if there are any, else of the network; only if the package is built with
    /// the trait `ONNX`.
    case onnx
    /// A plain description of everything, see this room's README.
    case json

    /// The files that are written when a network is exported to `path`.
    package func paths(_ path: String) -> [String] {
      switch self {
      case .efficientKAN, .pytorch, .onnx, .json: [path]
      case .pykan: ["\(path)_config.yml", "\(path)_state", "\(path)_cache_data"]
      }
    }
  }
}
