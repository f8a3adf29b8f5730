/// The reason why a card cannot be used; each `description` says what to do.
package enum DeviceError: Error, Hashable, Sendable {
  /// There is no driver on this machine.
  case noDriver
  /// The driver lacks required functions; its version, if it could be determined.
  case driverTooOld(version: String?)
  /// The driver finds no card.
  case noCard
  /// There are fewer cards.
  case noSuchCard(index: Int, count: Int)
  /// NVRTC, which compiles the kernels, is not on this machine.
  case noCompiler
  /// NVRTC lacks required functions, or does not know the card.
  case compilerTooOld(version: String?, architecture: String)
  /// The kernels did not compile.
  case compilation(log: String)
  /// The card has too little memory left, in bytes.
  case outOfMemory(needed: Int, free: Int)
  /// Kernels count with 32 bits: there are more rows, constants or pairs of nodes than that.
  case tooLarge(part: String, count: Int)
  /// The card no longer responds.
  case cardLost(code: String)
  /// A call of the driver failed.
  case driverFailed(call: String, code: String)
}

extension DeviceError: CustomStringConvertible {
  /// One sentence: what is wrong and what to do.
  package var description: String {
    switch self {
    case .noDriver:
      "no CUDA driver was found (libcuda.so.1): install NVIDIA's driver, or train on the processor"
    case .driverTooOld(let version):
      "the CUDA driver\(version.map { " (for CUDA \($0))" } ?? "") is too old: install one for CUDA 12.0 or later"
    case .noCard:
      "the CUDA driver finds no card: check whether nvidia-smi lists one and CUDA_VISIBLE_DEVICES hides it"
    case .noSuchCard(let index, let count):
      "there is no card \(index): choose one from 0 to \(count - 1)"
    case .noCompiler:
      "NVRTC, which compiles for the card, was not found (libnvrtc.so): install the CUDA toolkit or the Python package "
        + "nvidia-cuda-nvrtc-cu12, and put the folder of the library into LD_LIBRARY_PATH"
    case .compilerTooOld(let version, let architecture):
      "NVRTC\(version.map { " \($0)" } ?? "") is too old for \(architecture): install a later one, not later than the driver"
    case .compilation(let log):
      "NVRTC could not compile the kernels, which is a mistake in SwiftKAN; please report it with NVRTC's message: \(log)"
    case .outOfMemory(let needed, let free):
      "the card has \(free >> 20) MiB of free memory, but \((needed + (1 << 20) - 1) >> 20) MiB more are needed: "
        + "use a smaller batch or shape, or stop other programs on the card"
    case .tooLarge(let part, let count):
      "\(count) \(part) are more than the \(Int32.max) with which a card can count: use fewer, or train on the processor"
    case .cardLost(let code):
      "the card no longer responds (\(code)): check nvidia-smi and the system log, and restart"
    case .driverFailed(let call, let code):
      "the CUDA driver refused \(call) (\(code)): check whether nvidia-smi works; otherwise train on the processor"
    }
  }
}
