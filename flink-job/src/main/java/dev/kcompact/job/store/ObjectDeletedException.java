package dev.kcompact.job.store;

import java.io.IOException;

/** The object does not exist, either because it was deleted or never existed. */
public final class ObjectDeletedException extends IOException {
  private static final long serialVersionUID = 1L;

  public ObjectDeletedException(String location, Throwable cause) {
    super("Object does not exist: " + location, cause);
  }
}
