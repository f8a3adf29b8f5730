#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// cos x.
func cosine(_ x: Double) -> Double { cos(x) }
/// xⁿ.
func power(_ x: Double, _ n: Int) -> Double { pow(x, Double(n)) }
