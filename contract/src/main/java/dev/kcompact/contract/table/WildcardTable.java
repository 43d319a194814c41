package dev.kcompact.contract.table;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.topics.TopicTables;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A definition that makes a table of each topic below its prefix that no other definition owns. The
 * topic is the name of the first directory below the prefix.
 *
 * @param model the table of a topic, but for name, topic and prefix; its name has a place for the
 *     topic's, its prefix is the wildcard's
 * @param template of the objects' names below the topic's directory; null if the naming is the
 *     model's
 * @param maxTables limit of its tables
 */
public record WildcardTable(BaseTable model, @Nullable String template, int maxTables) {
  /** What a definition names as its topic. */
  static final String TOPIC = "*";

  /** Confluent's sink writes the tombstones of all topics there. */
  private static final Set<String> NO_TOPICS = Set.of("", ".", "..", "tombstone");

  public WildcardTable {
    requireNonNull(model, "model is null");
    requirePositive(maxTables, "maxTables");
  }

  public String prefix() {
    return model.prefix();
  }

  /** Returns the name of the tables, with a place for the topic's. */
  public String nameTemplate() {
    return model.name();
  }

  /** Returns the topic of a key or directory below the prefix; empty if it is in no directory. */
  public Optional<String> topicOf(String key) {
    int slash = key.startsWith(prefix()) ? key.indexOf('/', prefix().length()) : -1;
    return slash < 0
        ? Optional.empty()
        : Optional.of(key.substring(prefix().length(), slash))
            .filter(topic -> !NO_TOPICS.contains(topic));
  }

  /** Returns the table of a topic. */
  public BaseTable table(String name, String topic) {
    return model.ofTopic(name, topic, prefix() + topic + "/", naming(topic));
  }

  BaseTable table(TopicTables.Entry entry) {
    return table(entry.table(), entry.topic());
  }

  private ObjectNaming naming(String topic) {
    return template == null ? model.naming() : ObjectNaming.ofTemplate(template, topic);
  }
}
