package dev.kcompact.job.discovery;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;

import java.io.Serializable;

/**
 * How many discovered objects may wait for their file to be committed. A listing that comes to the
 * limit stops, and goes on when files are committed. A page may exceed it.
 *
 * @param maxObjects at least {@link #MIN_OBJECTS}
 * @param maxBytes stored bytes
 */
public record IntakeLimits(long maxObjects, long maxBytes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A page. */
  public static final long MIN_OBJECTS = 1_000;

  /** A first load with them needs less than 512 MB of heap, and 4 MB of a checkpoint. */
  public static final IntakeLimits DEFAULTS = new IntakeLimits(100_000, 64L << 30);

  /** The share of history, in fifths: the rest is kept for objects that arrive. */
  private static final int HISTORY = 4;

  private static final int FIFTHS = 5;

  public IntakeLimits {
    checkArgument(maxObjects >= MIN_OBJECTS, "maxObjects is less than 1,000: %s", maxObjects);
    requirePositive(maxBytes, "maxBytes");
  }

  /** Whether more objects are taken. */
  public boolean hasRoom(long objects, long bytes) {
    return objects < maxObjects && bytes < maxBytes;
  }

  /** Whether more objects of earlier days are taken. */
  public boolean hasRoomForHistory(long objects, long bytes) {
    return objects < maxObjects / FIFTHS * HISTORY && bytes < maxBytes / FIFTHS * HISTORY;
  }

  /** Whether so much is free that it is time to list more. */
  public boolean isHalfFree(long objects, long bytes) {
    return objects < maxObjects / 2 && bytes < maxBytes / 2;
  }
}
