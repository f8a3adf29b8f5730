import KANCore

/// `device-benchmarks [card] [steps]` times training steps on a graphics card and prints a table; built with `--traits default,CUDA`.
@main
struct DeviceBenchmarks {
  static func main() {
    #if CUDA
      do {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        try run(card: numbers.first ?? 0, steps: numbers.dropFirst().first ?? 200)
      } catch {
        print("device-benchmarks: \(error)")
      }
    #else
      print("built without cards: swift build -c release --product device-benchmarks --traits default,CUDA")
    #endif
  }

  #if CUDA
    private static func run(card: Int, steps: Int) throws {
      let device = try CUDADevice(card)
      print(
        "\(device.cardName); ms a step (forward, loss, backward, Adam), Float, median of runs of ten steps")
      print(
        "off: the largest difference from the processor's network after 3 steps on 1,024 rows, in Double\n")
      print("| network | G | batch | ms a step | off |\n|---|---|---|---|---|")
      for timing in Timing.all {
        print(try timing.line(on: device, steps: steps))
        // Work that the processor did instead must not count as time of the card.
        if let failure = device.failure {
          print("\nnot a time measured on the card: \(failure)")
          return
        }
      }
    }
  #endif
}
