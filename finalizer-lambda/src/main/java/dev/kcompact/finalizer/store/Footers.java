package dev.kcompact.finalizer.store;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.finalizer.failure.FailedException;
import java.io.IOException;

/** Reads the footers of Parquet files in a store. */
public final class Footers {
  private Footers() {}

  /**
   * @throws FailedException if the object is no Parquet file, or its lineage is damaged
   */
  public static Footer read(ObjectStore store, String key) {
    try {
      return FooterReader.read(length -> store.tail(key, length));
    } catch (IOException e) {
      throw new FailedException("Failed to read Parquet footer: " + store.locationOf(key), e);
    }
  }
}
