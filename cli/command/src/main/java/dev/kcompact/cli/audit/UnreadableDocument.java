package dev.kcompact.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.source.UnreadableObjects;

/** The job's list of what it cannot read, in the lake. */
public final class UnreadableDocument {
  private UnreadableDocument() {}

  /** Reads the list; without one, nothing is unreadable. */
  public static UnreadableObjects read(ObjectStore lake) {
    return lake.list(UnreadableObjects.KEY).stream()
        .map(ObjectStore.Listed::object)
        .filter(object -> object.key().equals(UnreadableObjects.KEY))
        .findFirst()
        .map(object -> UnreadableObjects.fromJson(text(lake, object)))
        .orElse(UnreadableObjects.NONE);
  }

  private static String text(ObjectStore lake, SourceObject object) {
    return new String(lake.tail(object, (int) object.size()), UTF_8);
  }
}
