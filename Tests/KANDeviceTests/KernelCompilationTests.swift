import CDevice
import Testing

@testable import KANDevice

/// What NVRTC makes of the kernels, where it is installed; no card is needed to compile for one.
@Suite struct KernelCompilationTests {
  static var compiler: kan_compiler? { DeviceLibraries.loadCompiler() }

  /// Each order and scalar type once or twice, since NVRTC takes about a second each.
  @Test(
    .enabled(if: KernelCompilationTests.compiler != nil, "NVRTC is not installed"),
    arguments: [
      (1, false, "sm_90"), (2, true, "sm_90"), (3, false, "sm_80"), (3, false, "sm_90"), (3, true, "sm_90"),
      (4, false, "sm_90"), (5, true, "sm_90"),
    ])
  func compilesForCards(order: Int, isDouble: Bool, architecture: String) throws {
    let compiler = try #require(Self.compiler)
    let image = try KernelSource.image(
      by: compiler, for: architecture, isDouble: isDouble, order: order)
    // An ELF file.
    #expect(image.starts(with: [0x7f] + Array("ELF".utf8)))
  }

  @Test(.enabled(if: KernelCompilationTests.compiler != nil, "NVRTC is not installed"))
  func saysThatACardIsTooNewForTheCompiler() throws {
    let compiler = try #require(Self.compiler)
    do {
      _ = try KernelSource.image(by: compiler, for: "sm_999", isDouble: false, order: 3)
      Issue.record("there is no such card")
    } catch .compilerTooOld(_, let architecture) {
      #expect(architecture == "sm_999")
    } catch {
      Issue.record("another error was expected than \(error)")
    }
  }
}
