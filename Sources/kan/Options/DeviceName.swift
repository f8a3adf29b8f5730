import ArgumentParser
import SwiftKAN

/// The device that trains: `cpu`, `cuda`, or `cuda:1` for the second card.
enum DeviceName: ExpressibleByArgument, Hashable, CustomStringConvertible {
  case processor
  case card(Int)

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("cpu", 1): self = .processor
    case ("cuda", 1): self = .card(0)
    case ("cuda", 2):
      guard let index = Int(parts[1]), index >= 0 else { return nil }
      self = .card(index)
    default: return nil
    }
  }

  var description: String {
    switch self {
    case .processor: "cpu"
    case .card(let index): "cuda:\(index)"
    }
  }

  /// Rejects a card if this tool was built without support for cards.
  func check() throws {
    #if !CUDA
      guard self == .processor else {
        throw ValidationError(
          "--device \(self) needs a kan that was built for graphics cards, which is experimental: "
            + "swift build -c release --product kan --traits default,CUDA")
      }
    #endif
  }

  /// Selects the card for a run, or says why the processor trains.
  func choose(for options: inout TrainingOptions) {
    #if CUDA
      guard case .card(let index) = self else { return }
      do {
        options.device = try CUDADevice(index)
      } catch {
        Terminal.note(["training on the processor: \(error)"])
      }
    #endif
  }
}

extension TrainingOptions {
  /// Reports the failure of a card.
  func noteFailureOfDevice() {
    #if CUDA
      if let failure = device?.failure { Terminal.note(["the card was not used until the end: \(failure)"]) }
    #endif
  }
}
