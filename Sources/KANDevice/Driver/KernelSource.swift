import CDevice

/// The kernels as text, and their compilation for a card.
enum KernelSource {
  /// All files, in the order in which they refer to each other.
  static let text: String = {
    let files = [
      PackageResources.Arguments_inc, PackageResources.Card_inc, PackageResources.Bases_inc,
      PackageResources.Layers_inc, PackageResources.Losses_inc, PackageResources.Sparsity_inc,
      PackageResources.Adam_inc,
    ]
    return String(decoding: files.joined(), as: UTF8.self)
  }()

  /// Compiles the kernels.
  ///
  /// - Parameters:
  ///   - compiler: NVRTC; neither a driver nor a card is needed.
  ///   - architecture: The target architecture, such as sm_90.
  ///   - isDouble: Whether numbers are `double` rather than `float`.
  ///   - order: The order k of the splines.
  /// - Returns: An image for `cuModuleLoadData`.
  /// - Throws: `DeviceError.compilerTooOld` for a card that NVRTC does not know, `.compilation` with NVRTC's message.
  static func image(
    by compiler: kan_compiler, for architecture: String, isDouble: Bool, order: Int
  ) throws(DeviceError) -> [UInt8] {
    var program: UnsafeMutableRawPointer?
    func check(_ code: Int32) throws(DeviceError) {
      guard code != 0 else { return }
      let reason = compiler.getErrorString(code).map { String(cString: $0) } ?? "code \(code)"
      throw .compilation(log: reason)
    }
    try check(compiler.createProgram(&program, text, "kernels.cu", 0, nil, nil))
    defer { _ = compiler.destroyProgram(&program) }
    var options = ["--gpu-architecture=\(architecture)", "--std=c++17", "-DORDER=\(order)"]
    if isDouble { options.append("-DKAN_DOUBLE") }
    let code = withCStrings(options) { compiler.compileProgram(program, Int32(options.count), $0) }
    // NVRTC_ERROR_INVALID_OPTION: the only option that depends on the machine is the card's architecture.
    if code == 5 {
      var (major, minor): (Int32, Int32) = (0, 0)
      let isKnown = compiler.version(&major, &minor) == 0
      throw .compilerTooOld(version: isKnown ? "\(major).\(minor)" : nil, architecture: architecture)
    }
    guard code == 0 else { throw .compilation(log: log(of: program, compiler)) }
    var size = 0
    try check(compiler.getImageSize(program, &size))
    var image = [UInt8](repeating: 0, count: size)
    try check(
      image.withUnsafeMutableBytes {
        compiler.getImage(program, $0.baseAddress?.assumingMemoryBound(to: CChar.self))
      })
    return image
  }

  /// NVRTC's log of a program, in one line.
  private static func log(of program: UnsafeMutableRawPointer?, _ compiler: kan_compiler) -> String {
    var size = 0
    guard compiler.getLogSize(program, &size) == 0, size > 0 else { return "nothing" }
    var letters = [CChar](repeating: 0, count: size)
    guard compiler.getLog(program, &letters) == 0 else { return "nothing" }
    let text = String(decoding: letters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(separator: "\n").joined(separator: "; ")
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
  ) -> Result {
    let copies = strings.map { $0.utf8CString.map { $0 } }
    let buffers = copies.map { copy in
      let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: copy.count)
      _ = buffer.initialize(from: copy)
      return buffer
    }
    defer { buffers.forEach { $0.deallocate() } }
    return buffers.map { UnsafePointer($0.baseAddress) }.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
