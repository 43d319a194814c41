package dev.kcompact.job.store;

import java.io.IOException;

/** The object was there when it was listed and is no longer. */
public final class ObjectGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  public ObjectGoneException(String location, Throwable cause) {
    super("Object is gone: " + location, cause);
  }
}
