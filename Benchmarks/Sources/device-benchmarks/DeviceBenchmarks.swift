import KANCore

/// `device-benchmarks [card] [steps]` times training steps on a graphics card and prints a table; built with `--traits CUDA`.
@main
struct DeviceBenchmarks {
  static func main() throws {
    #if CUDA
      let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
      let device = try CUDADevice(numbers.first ?? 0)
      print(
        "\(device.cardName); ms a step (forward, loss, backward, Adam), Float, median of runs of 10 steps")
      print(
        "off: the largest difference from the processor's network after 3 steps of 1,024 rows, in Double\n")
      print("| network | G | batch | ms a step | off |\n|---|---|---|---|---|")
      for timing in Timing.all {
        try print(timing.line(on: device, steps: numbers.dropFirst().first ?? 200))
      }
      if let failure = device.failure { print("\n\(failure)") }
    #else
      print("built without cards: swift build -c release --product device-benchmarks --traits CUDA")
    #endif
  }
}
