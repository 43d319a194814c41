package dev.kcompact.cli.init;

import dev.kcompact.contract.naming.NameMatch;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.ObjectNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a sink names its objects.
 *
 * @param yaml value of {@code source.naming}; empty for the default
 * @param naming as the definition will read names
 * @param isAiven whether it is a form of Aiven's sinks
 */
record SinkNaming(String yaml, ObjectNaming naming, boolean isAiven) {
  private static final double NEARLY_ALL = 0.9;
  private static final int MAX_PARTITION = 20_000;
  private static final String NO_TOPIC = "\u0000";

  private static final Pattern DATE =
      Pattern.compile("(?:19|20)\\d{2}[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\\d|3[01])");

  /** Names that have no order that is known. */
  static final SinkNaming UNKNOWN = new SinkNaming("", ObjectNaming.CONFLUENT, false);

  private static final String NAME = "{{topic}}-{{partition}}-{{start_offset}}";
  private static final String YEAR = "{{timestamp:unit=yyyy}}";
  private static final String MONTH = "{{timestamp:unit=MM}}";
  private static final String DAY = "{{timestamp:unit=dd}}";
  private static final String HOUR = "{{timestamp:unit=HH}}";

  private static SinkNaming template(String template) {
    return new SinkNaming(
        "{ template: '" + template + "' }", ObjectNaming.ofTemplate(template, NO_TOPIC), true);
  }

  private static List<SinkNaming> withDates() {
    List<SinkNaming> all = new ArrayList<>();
    for (String date :
        List.of(
            YEAR + MONTH + DAY + HOUR,
            YEAR + MONTH + DAY,
            YEAR + "-" + MONTH + "-" + DAY + "-" + HOUR,
            YEAR + "-" + MONTH + "-" + DAY)) {
      for (String between : List.of("-", "_")) {
        all.add(template(NAME + between + date));
        all.add(template(date + between + NAME));
      }
    }
    return all;
  }

  private static final List<SinkNaming> FIXED =
      List.of(
          new SinkNaming("msk", ObjectNaming.MSK, false),
          new SinkNaming("", ObjectNaming.CONFLUENT, false),
          new SinkNaming("lenses", ObjectNaming.LENSES, false));

  private static final List<SinkNaming> DATED = withDates();

  private static final List<SinkNaming> PLAIN =
      List.of(
          new SinkNaming("aiven", ObjectNaming.AIVEN, true),
          template("{{topic}}_{{partition}}_{{start_offset}}"),
          template("{{topic}}+{{partition}}+{{start_offset}}"),
          template("{{topic}}.{{partition}}.{{start_offset}}"),
          template("{{partition}}/{{start_offset}}"),
          template("partition={{partition}}/{{start_offset}}"));

  /**
   * Returns the naming that nearly all keys have.
   *
   * @param keys start with the prefix
   */
  static SinkNaming of(List<String> keys, int prefixLength) {
    for (SinkNaming fixed : FIXED) {
      if (fixed.isOfNearlyAll(keys, prefixLength)) {
        return fixed;
      }
    }
    boolean hasDates = keys.stream().anyMatch(key -> DATE.matcher(FolderNames.nameOf(key)).find());
    List<SinkNaming> others = new ArrayList<>(hasDates ? DATED : List.of());
    others.addAll(PLAIN);
    for (SinkNaming other : others) {
      if (other.isOfNearlyAll(keys, prefixLength)) {
        return other;
      }
    }
    return UNKNOWN;
  }

  private boolean isOfNearlyAll(List<String> keys, int prefixLength) {
    long found = keys.stream().filter(key -> isPlausible(key, prefixLength)).count();
    return found > 0 && found >= NEARLY_ALL * keys.size();
  }

  private boolean isPlausible(String key, int prefixLength) {
    Optional<ObjectName> name = naming.match(key, prefixLength).flatMap(NameMatch::order);
    return name.filter(found -> found.partition() <= MAX_PARTITION && !isDate(found, key))
        .isPresent();
  }

  /** Whether partition and offset are parts of a date, as in {@code events-2026-11-27}. */
  private boolean isDate(ObjectName name, String key) {
    return yaml.equals("aiven")
        && key.matches(
            ".*(?:19|20)\\d{2}-" + "0?" + name.partition() + "-0?" + name.startOffset() + "\\D*");
  }

  /** The topic in a key's name; empty if it has none. */
  Optional<String> topicOf(String key, int prefixLength) {
    return naming
        .match(key, prefixLength)
        .map(NameMatch::topic)
        .filter(topic -> !topic.equals(NO_TOPIC));
  }
}
