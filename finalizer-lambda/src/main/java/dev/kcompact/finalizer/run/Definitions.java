package dev.kcompact.finalizer.run;

import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.InvalidDefinitionsException;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.util.HashMap;
import java.util.Map;

public final class Definitions {
  private Definitions() {}

  /** Fails with a {@link NonRetryableException} that lists every mistake in the definitions. */
  public static TableCatalog load(ObjectStore store) {
    Map<String, String> contents = new HashMap<>();
    for (StoredObject object : store.list("")) {
      if (DefinitionFiles.isDefinition(object.key())) {
        store.text(object.key()).ifPresent(text -> contents.put(object.key(), text));
      }
    }
    try {
      return TableCatalog.load(new DefinitionFiles(contents));
    } catch (InvalidDefinitionsException e) {
      throw new NonRetryableException(e.getMessage() + "\n  in " + store.root(), e);
    }
  }
}
