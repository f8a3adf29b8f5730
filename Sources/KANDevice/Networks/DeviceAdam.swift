import CDevice

/// Adam's vectors on a card, and its step as a graph.
final class DeviceAdam<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
  let here, before, next, mean, square: DeviceBuffer<Scalar>
  let average: DeviceBuffer<Scalar>?
  /// The samples in the order of an epoch.
  let order: DeviceBuffer<Int32>
  /// The epoch of that order.
  var epoch = -1
  /// The launches of a step; recorded with the first one.
  var graph: DeviceGraph?

  init(_ context: DeviceContext, count: Int, samples: Int, averages: Bool) throws(DeviceError) {
    here = try DeviceBuffer(context, count: count)
    before = try DeviceBuffer(context, count: count)
    next = try DeviceBuffer(context, count: count)
    mean = try DeviceBuffer(context, count: count)
    square = try DeviceBuffer(context, count: count)
    average = averages ? try DeviceBuffer(context, count: count) : nil
    order = try DeviceBuffer(context, count: samples)
  }
}
