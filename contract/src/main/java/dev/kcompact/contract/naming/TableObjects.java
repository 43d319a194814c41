package dev.kcompact.contract.naming;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.ObjectFilter.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines what an object is to a table.
 *
 * @param topic the table's Kafka topic
 * @param prefix keys of its objects start so; ends with a slash
 */
public record TableObjects(String topic, String prefix, ObjectNaming naming, ObjectFilter filter) {
  private static final Pattern SIDE_FILE =
      Pattern.compile("(?<topic>.+)\\+\\d+\\+\\d+\\.(?<kind>keys|headers)(\\.[A-Za-z0-9.]+)?");
  private static final String TOMBSTONES = "tombstone/";

  public TableObjects {
    requireNonNull(topic, "topic is null");
    requireNonNull(prefix, "prefix is null");
    requireNonNull(naming, "naming is null");
    requireNonNull(filter, "filter is null");
  }

  /** The topic in a key, whatever table it belongs to; empty where the naming finds none. */
  public static Optional<String> namedTopic(String key, int prefixLength, ObjectNaming naming) {
    Matcher side = SIDE_FILE.matcher(key.substring(key.lastIndexOf('/') + 1));
    return side.matches()
        ? Optional.of(side.group("topic"))
        : naming.match(key, prefixLength).map(NameMatch::topic);
  }

  /**
   * The topics whose tombstone a key in {@link #tombstonesBeside} may be.
   *
   * @param folderLength length of that folder
   */
  public static Set<String> tombstoneTopics(String key, int folderLength) {
    int slash = key.indexOf('/', folderLength);
    String byName = topicOf(key.substring(key.lastIndexOf('/') + 1));
    return slash < 0
        ? Set.of(byName)
        : Set.copyOf(List.of(byName, key.substring(folderLength, slash)));
  }

  /** What an object is to the table. */
  public ObjectKind kindOf(String key) {
    if (key.endsWith("/")) {
      return ObjectKind.ELSEWHERE;
    }
    if (!key.startsWith(prefix)) {
      return isTombstoneBeside(key) ? ObjectKind.TOMBSTONES : ObjectKind.ELSEWHERE;
    }
    boolean mayBeSideFile = key.contains(".keys") || key.contains(".headers");
    Matcher side = SIDE_FILE.matcher(mayBeSideFile ? key.substring(key.lastIndexOf('/') + 1) : "");
    boolean isSideFile = side.matches();
    Optional<NameMatch> match = naming.match(key, prefix.length());
    String named = isSideFile ? side.group("topic") : match.map(NameMatch::topic).orElse(topic);
    if (!named.equals(topic)) {
      return ObjectKind.OTHER_TOPIC;
    }
    String path = key.substring(prefix.length());
    if (path.startsWith(TOMBSTONES) || path.startsWith(topic + "/" + TOMBSTONES)) {
      return ObjectKind.TOMBSTONES;
    }
    if (isSideFile) {
      return side.group("kind").equals("keys") ? ObjectKind.KEYS : ObjectKind.HEADERS;
    }
    if (filter.excludes(path)) {
      return ObjectKind.EXCLUDED;
    }
    return match.isEmpty() && filter.names() == Names.REQUIRED
        ? ObjectKind.OTHER_NAME
        : ObjectKind.ROWS;
  }

  /** The folder beside the prefix where Confluent's sink writes records without a value. */
  public String tombstonesBeside() {
    return prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1) + TOMBSTONES;
  }

  private boolean isTombstoneBeside(String key) {
    if (!key.startsWith(tombstonesBeside())) {
      return false;
    }
    String name = key.substring(key.lastIndexOf('/') + 1);
    return topicOf(name).equals(topic) || key.startsWith(topic + "/", tombstonesBeside().length());
  }

  /** The topic in a name of Confluent's sink, also of a side file; empty without one. */
  private static String topicOf(String name) {
    return ObjectNaming.CONFLUENT.parse(name).map(ObjectName::topic).orElse("");
  }

  /** What the key of an object of this topic says; empty where it carries no order. */
  public Optional<ObjectName> nameOf(String key) {
    return anyNameOf(key).filter(name -> name.topic().equals(topic));
  }

  /** What a key says, of this topic or another; empty where it carries no order. */
  public Optional<ObjectName> anyNameOf(String key) {
    return key.startsWith(prefix)
        ? naming.match(key, prefix.length()).flatMap(NameMatch::order)
        : Optional.empty();
  }
}
