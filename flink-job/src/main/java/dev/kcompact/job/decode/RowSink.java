package dev.kcompact.job.decode;

/** Takes the rows of an object in their order. */
@FunctionalInterface
public interface RowSink {
  /**
   * @param row valid until this call returns; its next contents overwrite it
   * @throws Exception ends the decoding of the object and reaches its caller
   */
  void accept(Row row) throws Exception;
}
