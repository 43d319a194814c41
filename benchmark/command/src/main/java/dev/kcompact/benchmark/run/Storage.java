package dev.kcompact.benchmark.run;

import java.util.Locale;

/** Where the objects are and the files go. */
public enum Storage {
  /** A local folder. */
  DISK,
  /** A local S3 server that delays every request. */
  S3;

  /** The name in options and results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when there is no such storage
   */
  public static Storage of(String label) {
    for (Storage storage : values()) {
      if (storage.label().equals(label)) {
        return storage;
      }
    }
    throw new IllegalArgumentException("no such storage: " + label + "; there are disk and s3");
  }
}
