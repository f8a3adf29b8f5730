/// The reason why a file could not be read or written; `description` is one sentence that a user can act on.
package enum InterchangeError: Error, Hashable, Sendable {
  /// The file cannot be opened or read.
  case cannotRead(path: String, reason: String)
  /// The file cannot be created or written.
  case cannotWrite(path: String, reason: String)
  /// The bytes do not conform to the safetensors format; the reason says where.
  case notSafetensors(reason: String)
  /// A safetensors file, but not one of this program.
  case notAModelFile
  /// A model file of a later version.
  case unsupportedVersion(String)
  /// An entry of the metadata is missing or cannot be understood.
  case badMetadata(key: String, reason: String)
  /// A tensor is missing, or its type, shape or numbers do not fit the network.
  case badTensor(name: String, reason: String)
  /// The parts of the network do not fit together; the reason is a sentence.
  case badNetwork(reason: String)
  /// Not a file of tensors that torch has written; the reason says where.
  case notTorch(reason: String)
  /// A pickle that refers to code of this name, which is never run.
  case codeInPickle(name: String)
  /// Not the YAML that pykan writes.
  case notYAML(line: Int, reason: String)
  /// A file that is recognised but not read; the advice says what to do.
  case unsupportedKind(String, advice: String)
  /// A checkpoint of another tool whose parts do not fit together, or that SwiftKAN's networks cannot represent.
  case badCheckpoint(place: String, reason: String)
  /// A network of another tool that is more than a stack of layers, so that only its values can be used.
  case unsupportedNetwork(place: String, reason: String)
  /// A checkpoint whose base function has no known name.
  case unnamedBase
  /// A file of an ordinary network with this number of layers, which does not contain its activation functions.
  case unnamedActivations(layers: Int)
  /// A network that another tool's file cannot represent.
  case cannotExport(to: String, place: String, reason: String)
}

extension InterchangeError: CustomStringConvertible {
  /// One sentence: what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .cannotRead(let path, let reason):
      "Cannot read \(path): \(reason); check the path and its permissions."
    case .cannotWrite(let path, let reason):
      "Cannot write \(path): \(reason); choose an existing folder with write permission."
    case .notSafetensors(let reason):
      "The file is not a model file or is damaged: \(reason); write it again."
    case .notAModelFile:
      "The file contains tensors but no SwiftKAN network; give a file written by SwiftKAN."
    case .unsupportedVersion(let version):
      "The model file has version \"\(version.prefix(20))\" but this program reads version \(ModelFormat.version); "
        + "update SwiftKAN or write the file with this version."
    case .badMetadata(let key, let reason):
      "The model file is damaged: its metadata \"\(key.prefix(60))\" \(reason); write it again."
    case .badTensor(let name, let reason):
      "The model file is damaged: its tensor \"\(name.prefix(60))\" \(reason); write it again."
    case .badNetwork(let reason): reason
    case .notTorch(let reason):
      "The file is not a dictionary of tensors written by torch.save or is damaged: \(reason)."
    case .codeInPickle(let name):
      "The file would run \"\(name.prefix(80))\", but code in a file is never run; in Python, save "
        + "model.state_dict() instead of the whole model."
    case .notYAML(let line, let reason):
      "The configuration is not what pykan writes, line \(line): \(reason); save the network again with saveckpt."
    case .unsupportedKind(let kind, let advice): "The file is \(kind): \(advice)."
    case .badCheckpoint(let place, let reason): "The checkpoint cannot be imported at \(place): \(reason)."
    case .unsupportedNetwork(let place, let reason):
      "The network cannot be imported at \(place): \(reason); distil a function that evaluates it."
    case .unnamedBase:
      "The checkpoint cannot be imported at \"base_fun_name\" of its configuration: the base function has no name; "
        + "name it."
    case .unnamedActivations(let layers):
      "The file contains the parameters of \(layers) layers but not the functions between them; name them."
    case .cannotExport(let tool, let place, let reason):
      "The network cannot be written for \(tool) because of \(place): \(reason)."
    }
  }
}
