package dev.kcompact.job.decode;

import dev.kcompact.contract.table.BaseTable;

/**
 * Decodes the objects of one table, one after the other. Keeps its buffers between objects. Not
 * thread-safe.
 */
public final class ObjectDecoder {
  public ObjectDecoder(BaseTable table, DecodeLimits limits) {}

  /**
   * Hands every record of an object to {@code sink}, in order.
   *
   * @param objectKey its extension tells the compression: {@code .gz}, {@code .zst}, else none
   * @param stored the object as fetched; must not change during the call
   * @return number of rows handed on, corrupt ones included
   * @throws Exception only what {@code sink} throws; bad input becomes corrupt rows
   */
  public int decode(String objectKey, byte[] stored, RowSink sink) throws Exception {
    throw new UnsupportedOperationException("comes with the next commit: " + objectKey);
  }
}
