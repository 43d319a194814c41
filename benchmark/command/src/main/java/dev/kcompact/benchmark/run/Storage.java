package dev.kcompact.benchmark.run;

import java.util.Locale;

/** Storage of the objects and files. */
public enum Storage {
  DISK,
  /** A local S3 server that delays every request. */
  S3;

  /** The name in options and results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if the storage is unknown
   */
  public static Storage of(String label) {
    for (Storage storage : values()) {
      if (storage.label().equals(label)) {
        return storage;
      }
    }
    throw new IllegalArgumentException("unknown storage: " + label + "; use disk or s3");
  }
}
