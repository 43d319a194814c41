package dev.kcompact.contract.table;

import dev.kcompact.contract.topics.TableNames;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.contract.topics.TopicTables.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables of wildcards. A topic belongs to a wildcard unless a definition owns objects in
 * its directory.
 *
 * @param declared tables that have their own definition
 */
record WildcardExpansion(List<TableDefinition> declared, List<WildcardTable> wildcards) {

  TableCatalog catalog(TopicTables topics) {
    List<TableDefinition> all = new ArrayList<>(declared);
    for (Entry entry : topics.entries()) {
      checkName(entry);
      table(entry).ifPresent(all::add);
    }
    return new TableCatalog(declared, wildcards, SharedPrefixes.resolve(all, wildcards));
  }

  /** The table of an entry; empty if the topic is left to a definition. */
  private Optional<BaseTable> table(Entry entry) {
    return wildcards.stream()
        .filter(wildcard -> wildcard.prefix().equals(entry.prefix()))
        .map(wildcard -> wildcard.table(entry))
        .filter(table -> !isOwned(table))
        .findFirst();
  }

  private boolean isOwned(BaseTable candidate) {
    return declared.stream()
        .anyMatch(
            table ->
                table instanceof BaseTable base
                    && (SharedPrefixes.isWithin(base, candidate)
                        || SharedPrefixes.isWithin(candidate, base))
                    && !SharedPrefixes.areApart(base, candidate));
  }

  /**
   * A definition may go on with the table of a topic, but not write other rows beside its files.
   */
  private void checkName(Entry entry) {
    for (TableDefinition table : declared) {
      if (table.name().equals(entry.table()) && !isSame(table, entry)) {
        throw new InvalidDefinitionsException(
            List.of(
                new Problem(
                    TopicTables.KEY,
                    "",
                    "has %s for the files of topic %s below %s; give the definition of that name"
                            .formatted(entry.table(), entry.topic(), entry.prefix())
                        + " another one")));
      }
    }
  }

  private static boolean isSame(TableDefinition table, Entry entry) {
    return table instanceof BaseTable base
        && base.schema().isAny()
        && base.topic().equals(entry.topic())
        && base.prefix().equals(entry.directory());
  }

  TopicAssignment assign(TopicTables known, Collection<String> directories, Instant now) {
    TopicTables topics = known;
    Map<WildcardTable, Integer> counts = new HashMap<>();
    List<String> beyond = new ArrayList<>();
    for (String directory : new TreeSet<>(directories)) {
      WildcardTable wildcard = wildcardOf(directory);
      if (wildcard == null || topics.of(directory).isPresent()) {
        continue;
      }
      String topic = wildcard.topicOf(directory).orElseThrow();
      TopicTables taken = topics;
      String name =
          TableNames.of(
              wildcard.nameTemplate(), topic, each -> taken.hasTable(each) || isDeclared(each));
      if (isOwned(wildcard.table(name, topic))) {
        continue;
      }
      int count = counts.computeIfAbsent(wildcard, of -> count(of, known));
      if (count >= wildcard.maxTables()) {
        beyond.add(directory);
      } else {
        counts.put(wildcard, count + 1);
        topics = topics.with(new Entry(wildcard.prefix(), topic, name, now));
      }
    }
    return new TopicAssignment(topics, beyond);
  }

  /** The wildcard whose topic has that directory; null without one. */
  private @Nullable WildcardTable wildcardOf(String directory) {
    return wildcards.stream()
        .filter(
            wildcard ->
                wildcard
                    .topicOf(directory)
                    .filter(topic -> directory.equals(wildcard.prefix() + topic + "/"))
                    .isPresent())
        .findFirst()
        .orElse(null);
  }

  private boolean isDeclared(String name) {
    return declared.stream().anyMatch(table -> table.name().equals(name));
  }

  /** Number of topics that the wildcard has not left to a definition. */
  private int count(WildcardTable wildcard, TopicTables topics) {
    return Math.toIntExact(
        topics.entries().stream()
            .filter(entry -> entry.prefix().equals(wildcard.prefix()))
            .filter(entry -> table(entry).isPresent())
            .count());
  }
}
