package dev.kcompact.job.decode.framing;

import java.util.zip.DataFormatException;

/** Decompresses one object piece by piece, so that a limit can stop it. Not thread-safe. */
interface CompressedReader extends AutoCloseable {
  /**
   * Reads some of the text.
   *
   * @return number of bytes, possibly 0; negative at the end
   * @throws DataFormatException if the object is damaged, or ends too early
   */
  int read(byte[] into, int from, int length) throws DataFormatException;

  @Override
  void close();
}
