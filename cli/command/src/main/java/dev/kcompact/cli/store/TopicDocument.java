package dev.kcompact.cli.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.source.SourceListing;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.topics.TopicTables;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The job's list of topics without a definition, in the lake. */
public final class TopicDocument {
  private TopicDocument() {}

  /** Reads the list; without one, no topic has a table. */
  public static TopicTables read(ObjectStore lake) {
    Optional<SourceObject> found =
        lake.list(TopicTables.KEY).stream()
            .map(ObjectStore.Listed::object)
            .filter(object -> object.key().equals(TopicTables.KEY))
            .findFirst();
    try {
      return found
          .map(object -> new String(lake.tail(object, (int) object.size()), UTF_8))
          .map(TopicTables::fromJson)
          .orElse(TopicTables.NONE);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "Failed to read the tables of topics: %s%s: %s; restore an earlier version of it"
              .formatted(lake.root(), TopicTables.KEY, e.getMessage()),
          e);
    }
  }

  /**
   * Returns the catalog with the tables of the topics that are known, and those that the job would
   * give to the other topics of a source now. One listing request a wildcard and 1,000 topics.
   *
   * @param ignored directories to leave out, for example a lake below the source
   */
  public static TableCatalog expand(
      TableCatalog declared, TopicTables known, SourceListing source, Collection<String> ignored) {
    List<String> directories =
        declared.wildcards().stream()
            .flatMap(wildcard -> source.level(wildcard.prefix()).directories().stream())
            .filter(directory -> ignored.stream().noneMatch(own -> own.startsWith(directory)))
            .toList();
    return declared.expand(declared.assign(known, directories, Instant.now()).topics());
  }
}
