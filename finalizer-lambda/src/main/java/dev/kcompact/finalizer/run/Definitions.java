package dev.kcompact.finalizer.run;

import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.InvalidDefinitionsException;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.util.HashMap;
import java.util.Map;

public final class Definitions {
  private Definitions() {}

  /**
   * Reads the definitions, and the tables that wildcards have by the lake's document. Fails with a
   * {@link NonRetryableException} that lists every mistake in the definitions.
   */
  public static TableCatalog load(ObjectStore tables, ObjectStore lake) {
    Map<String, String> contents = new HashMap<>();
    for (StoredObject object : tables.list("")) {
      if (DefinitionFiles.isDefinition(object.key())) {
        tables.text(object.key()).ifPresent(text -> contents.put(object.key(), text));
      }
    }
    try {
      TableCatalog catalog = TableCatalog.load(new DefinitionFiles(contents));
      return catalog.wildcards().isEmpty() ? catalog : catalog.expand(topics(lake));
    } catch (InvalidDefinitionsException e) {
      throw new NonRetryableException(e.getMessage() + "\n  in " + tables.root(), e);
    }
  }

  private static TopicTables topics(ObjectStore lake) {
    try {
      return lake.text(TopicTables.KEY).map(TopicTables::fromJson).orElse(TopicTables.NONE);
    } catch (IllegalArgumentException e) {
      throw new NonRetryableException(
          "Failed to read the tables of topics: %s%s: %s; restore an earlier version of it"
              .formatted(lake.root(), TopicTables.KEY, e.getMessage()),
          e);
    }
  }
}
