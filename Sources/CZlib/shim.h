// zlib, and its initialiser, which is a macro that Swift cannot import.
#pragma once

#include <zlib.h>

/// `windowBits` of zlib.h: negative for the bare stream inside a zip archive, 16 more for gzip.
static inline int kan_inflate_init(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
