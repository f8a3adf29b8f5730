/// How much a packed file may become, so that a small one cannot fill the memory.
enum UnpackingLimit {
  /// 1 GiB, or 64 times the packed size where that is more: tables of numbers shrink to a tenth at best, deflate could
  /// bring zeros down to a thousandth.
  static func bytes(fromPacked size: Int) -> Int {
    let (product, overflow) = size.multipliedReportingOverflow(by: 64)
    return overflow ? .max : max(1 << 30, product)
  }
}
