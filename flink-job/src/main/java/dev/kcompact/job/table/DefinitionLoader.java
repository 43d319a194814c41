package dev.kcompact.job.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads the definition files from their store. */
public final class DefinitionLoader {
  /** A definition is a page of text; larger files are mistakes. */
  private static final int MAX_BYTES = 4 << 20;

  private DefinitionLoader() {}

  public static DefinitionFiles load(ObjectStore store) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String folder : new String[] {"tables/", "schemas/", "sql/"}) {
      store.forEach(
          folder,
          null,
          object -> {
            contents.put(object.key(), read(store, object));
            return true;
          });
    }
    return new DefinitionFiles(contents);
  }

  private static String read(ObjectStore store, ListedObject object) throws IOException {
    if (object.size() > MAX_BYTES) {
      throw new IOException(
          "Failed to read definition: " + store.root() + object.key() + ": larger than 4 MiB");
    }
    return object.size() == 0
        ? ""
        : new String(
            ObjectStore.await(store.read(object.key(), 0, Math.toIntExact(object.size()))), UTF_8);
  }
}
