import CDevice
import KANEmulatedCard
import KANModel
import Testing

@testable import KANDevice
@testable import KANTraining

/// Everything that can be missing or break, each with one sentence.
@Suite struct DeviceErrorTests {
  private func error(_ body: () throws -> Void) -> DeviceError? {
    do {
      try body()
      return nil
    } catch {
      return error as? DeviceError
    }
  }

  /// Whether this machine has a driver.
  static var hasDriver: Bool {
    var driver = kan_driver()
    return kan_load_driver("libcuda.so.1", &driver) != KAN_NO_LIBRARY
  }

  @Test(.enabled(if: !DeviceErrorTests.hasDriver, "this machine has a driver"))
  func saysThatThereIsNoDriver() {
    #expect(error { _ = try CUDADevice() } == .noDriver)
    #expect("\(DeviceError.noDriver)".contains("install NVIDIA's driver"))
  }

  /// A library that is there but no driver.
  @Test func noticesALibraryThatLacksFunctions() {
    var (driver, compiler) = (kan_driver(), kan_compiler())
    for name in ["libm.so.6", "libSystem.B.dylib"] where kan_load_driver(name, &driver) != KAN_NO_LIBRARY {
      #expect(kan_load_driver(name, &driver) == KAN_OLD_LIBRARY)
      #expect(kan_load_compiler(name, &compiler) == KAN_OLD_LIBRARY)
    }
    #expect(kan_load_compiler("libnvrtc-that-is-not-there.so", &compiler) == KAN_NO_LIBRARY)
  }

  @Test func saysWhatIsMissing() throws {
    let count = KAN_EMULATED_COUNT
    #expect(error { try EmulatedCard.failing(count, code: 0) { _ = try EmulatedCard.device() } } == .noCard)
    #expect(error { _ = try EmulatedCard.device(3) } == .noSuchCard(index: 3, count: 1))
    #expect(
      error { try EmulatedCard.failing(KAN_EMULATED_INIT, code: 100) { _ = try EmulatedCard.device() } }
        == .noCard)
    #expect(
      error { try EmulatedCard.failing(KAN_EMULATED_VERSION, code: 11_080) { _ = try EmulatedCard.device() } }
        == .driverTooOld(version: "11.8"))
    let driver = try EmulatedCard.libraries().driver
    #expect(error { _ = try CUDADevice(0, DeviceLibraries(driver: driver, compiler: nil)) } == .noCompiler)
  }

  /// More than kernels count is an error and no trap: a plan knows its layers, so that no table of this size is needed.
  @Test func saysWhatIsTooLarge() throws {
    let plan = NetworkPlan(try DeviceSample(.cubic).network)
    let most = Int(Int32.max)
    #expect(error { try DeviceProblem<Float>.check(plan, rows: most) } == nil)
    let found = error { try DeviceProblem<Float>.check(plan, rows: most + 1) }
    #expect(found == .tooLarge(part: "rows", count: most + 1))
    #expect(found.map { "\($0)" }?.contains("2147483648 rows are more than the 2147483647") == true)
  }

  /// Problems that cannot be laid out go to the processor, and the device knows why.
  @Test(arguments: [
    (KAN_EMULATED_ALLOC, 12, 2, "MiB of free memory"), (KAN_EMULATED_COMPILE, 0, 6, "kernels.cu(1): oops"),
    (KAN_EMULATED_COMPILE, 0, 5, "NVRTC 12.0 is too old for sm_90"),
    (KAN_EMULATED_LOAD, 0, 222, "driver is too old"), (KAN_EMULATED_LOAD, 0, 200, "refused cuModuleLoadData"),
  ])
  func trainsOnTheProcessorWhereTheCardCannot(
    call: kan_emulated_call, after: Int, code: Int, words: String
  ) throws {
    let sample = try DeviceSample(.cubic)
    var options = TrainingOptions()
    (options.optimizer, options.steps, options.threads) = (.adam(), 3, 1)
    let expected = try sample.network.trained(on: sample.data, options: options).network
    let device = try EmulatedCard.device()
    options.device = device
    let allocations = kan_emulated_allocations()
    let network = try EmulatedCard.failing(call, after: after, code: code) {
      try sample.network.trained(on: sample.data, options: options).network
    }
    #expect(network == expected)
    #expect(device.failure?.contains(words) == true)
    #expect(kan_emulated_allocations() == allocations)
  }

  /// A card that fails in the middle: the best network so far stays.
  @Test(arguments: [
    (KAN_EMULATED_LAUNCH, 719), (KAN_EMULATED_SYNCHRONIZE, 700), (KAN_EMULATED_COPY_TO_HOST, 999),
  ])
  func keepsTheBestOfACardThatIsLost(call: kan_emulated_call, code: Int) throws {
    let sample = try DeviceSample(.cubic)
    let device = try EmulatedCard.device()
    var (options, adam) = (TrainingOptions(), Optimizer.Adam())
    adam.batchSize = nil
    (options.optimizer, options.steps, options.threads) = (.adam(adam), 60, 1)
    options.grid = .fixed
    options.device = device
    let (network, account) = try EmulatedCard.failing(call, after: 40, code: code) {
      try sample.network.trained(on: sample.data, options: options)
    }
    #expect(account.reason == .deviceFailed)
    #expect((1..<60).contains(account.stepsTaken))
    #expect(account.lossAfter < account.lossBefore)
    #expect(network != sample.network)
    #expect(device.failure?.contains("no longer responds") == true)
  }

  @Test func refusesWhatItDoesNotKnow() throws {
    let sample = try DeviceSample(.cubic)
    var options = TrainingOptions()
    options.device = try EmulatedCard.device()
    func refusal(_ network: Network) -> String? {
      do {
        _ = try network.trained(on: sample.data, options: options)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(refusal(sample.network)?.contains("Levenberg-Marquardt runs on the processor only") == true)
    options.optimizer = .adam()
    var fading = sample.network
    fading.outside = .fading
    #expect(refusal(fading)?.contains("fade") == true)
  }
}
