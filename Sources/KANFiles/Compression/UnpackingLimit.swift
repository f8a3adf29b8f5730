/// The largest size to which a packed file may expand, so that a small one cannot fill the memory.
enum UnpackingLimit {
  /// 1 GiB, or 64 times the packed size if that is more: tables of numbers shrink to a tenth at best, whereas deflate can shrink
  /// zeros to a thousandth.
  static func bytes(fromPacked size: Int) -> Int {
    let (product, overflow) = size.multipliedReportingOverflow(by: 64)
    return overflow ? .max : max(1 << 30, product)
  }
}
