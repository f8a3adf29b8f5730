/// The values that a pickle may describe: plain values, containers, and tensors over numbered storages.
///
/// Containers and tensors are indices into the tables of the machine, so that there are no reference cycles and nothing is ever
/// copied or traversed recursively.
enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case tensor(Int)
  case storage(Int)
  case global(PickleGlobal)
}

/// The only names of code that a pickle may mention. None of them is run: each represents data of a fixed form.
enum PickleGlobal: Hashable {
  case orderedDictionary
  case rebuildTensor
  case rebuildParameter
  case storage(TorchScalar)

  /// The meaning of a name; `nil` for all others.
  init?(module: String, name: String) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor
    case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
    default:
      guard module == "torch", name.hasSuffix("Storage"),
        let scalar = TorchScalar(rawValue: String(name.dropLast("Storage".count)))
      else { return nil }
      self = .storage(scalar)
    }
  }
}
