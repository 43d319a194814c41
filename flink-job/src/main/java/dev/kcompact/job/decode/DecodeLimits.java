package dev.kcompact.job.decode;

import static dev.kcompact.contract.Arguments.requirePositive;

import java.io.Serializable;

/**
 * Limits on the memory for decoding. A record beyond a limit becomes a corrupt row with the reason
 * {@link CorruptReason#TOO_LARGE} or {@link CorruptReason#TOO_DEEP}.
 *
 * @param maxObjectBytes greatest size of an object's text, after decompression
 * @param maxRecordBytes greatest size of one record's text
 * @param maxTextBytes greatest size of one string in UTF-8
 * @param maxDepth deepest nesting of objects and arrays; the record itself is at depth 1
 * @param maxCorruptBytes greatest size of what is kept of a corrupt record
 */
public record DecodeLimits(
    int maxObjectBytes, int maxRecordBytes, int maxTextBytes, int maxDepth, int maxCorruptBytes)
    implements Serializable {
  private static final int MIB = 1 << 20;

  /** Objects 128 MiB, records and strings 8 MiB, depth 64, corrupt records 512 KiB. */
  public static final DecodeLimits DEFAULTS =
      new DecodeLimits(128 * MIB, 8 * MIB, 8 * MIB, 64, MIB / 2);

  public DecodeLimits {
    requirePositive(maxObjectBytes, "maxObjectBytes");
    requirePositive(maxRecordBytes, "maxRecordBytes");
    requirePositive(maxTextBytes, "maxTextBytes");
    requirePositive(maxDepth, "maxDepth");
    requirePositive(maxCorruptBytes, "maxCorruptBytes");
  }

  /** Returns these limits with another limit of records and their strings. */
  public DecodeLimits withMaxRecordBytes(int bytes) {
    return new DecodeLimits(maxObjectBytes, bytes, bytes, maxDepth, maxCorruptBytes);
  }

  /** Returns these limits with another limit of objects. */
  public DecodeLimits withMaxObjectBytes(int bytes) {
    return new DecodeLimits(bytes, maxRecordBytes, maxTextBytes, maxDepth, maxCorruptBytes);
  }

  /** Returns these limits with another limit of nesting. */
  public DecodeLimits withMaxDepth(int depth) {
    return new DecodeLimits(maxObjectBytes, maxRecordBytes, maxTextBytes, depth, maxCorruptBytes);
  }
}
