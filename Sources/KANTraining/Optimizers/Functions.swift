#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// cos x.
func cosine(_ x: Double) -> Double { cos(x) }
extension TrainingOptions {
  /// The cores of this machine.
  static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// xⁿ.
func power(_ x: Double, _ n: Int) -> Double { pow(x, Double(n)) }
