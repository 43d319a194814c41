package dev.kcompact.contract.naming;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** How a sink names its objects: where topic, partition and offset stand in a key. Immutable. */
public final class ObjectNaming {
  private static final String TOPIC = "topic";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";

  /** Confluent's S3 sink: {@code <topic>+<partition>+<start offset>.<extension>}. */
  public static final ObjectNaming CONFLUENT =
      new ObjectNaming(
          "(?<topic>.+)\\+(?<partition>\\d+)\\+(?<offset>\\d+)\\.[A-Za-z0-9.]+", Scope.NAME);

  /** Aiven's S3 sink by default: {@code <topic>-<partition>-<start offset>[.<extension>]}. */
  public static final ObjectNaming AIVEN =
      new ObjectNaming(
          "(?<topic>.+)-(?<partition>\\d+)-(?<offset>\\d+)(\\.[A-Za-z0-9.]+)?", Scope.NAME);

  /**
   * Lenses' S3 sink: {@code <topic>/<partition>/<start offset>[_<earliest>_<latest>].<extension>},
   * the offset padded to 12 digits. The table's prefix may include topic and partition.
   */
  public static final ObjectNaming LENSES =
      new ObjectNaming(
          "(?:.*/)?(?<topic>[^/]+)/(?<partition>\\d+)/(?<offset>\\d{12,})(_\\d+_\\d+)?"
              + "\\.[A-Za-z0-9.]+",
          Scope.KEY);

  /** Amazon MSK's delivery to S3: {@code <topic>+<partition>+<18 digits>-<6 digits>-<hash>}. */
  public static final ObjectNaming MSK =
      new ObjectNaming(
          "(?<topic>.+)\\+(?<partition>\\d+)\\+(?<offset>\\d{18,19})-\\d{6}-[A-Za-z0-9_-]+"
              + "(\\.[A-Za-z0-9.]+)?",
          Scope.NAME);

  /** What a pattern is matched against. */
  private enum Scope {
    /** The name without directories. */
    NAME,
    /** The path below the table's prefix, or the name where the path does not match. */
    PATH,
    /** The key. */
    KEY
  }

  private final Pattern pattern;
  private final Scope scope;

  /** Matches names of the table's topic only; null where {@link #pattern} tells topics apart. */
  private final @Nullable Pattern ownPattern;

  /** The topic of names that contain none; null where they contain it. */
  private final @Nullable String impliedTopic;

  private final boolean hasOrder;
  private final boolean hasStems;

  private ObjectNaming(String regex, Scope scope) {
    this(Pattern.compile(regex), scope, null, null, true);
  }

  private ObjectNaming(
      Pattern pattern,
      Scope scope,
      @Nullable Pattern ownPattern,
      @Nullable String impliedTopic,
      boolean hasStems) {
    this.pattern = pattern;
    this.scope = scope;
    this.ownPattern = ownPattern;
    this.impliedTopic = impliedTopic;
    this.hasOrder = hasGroup(pattern, PARTITION) && hasGroup(pattern, OFFSET);
    this.hasStems = hasStems;
  }

  /**
   * Names that match a regular expression with the groups {@code topic}, {@code partition} and
   * {@code offset}. With a slash in it, it is matched against the path below the prefix, otherwise
   * against the name.
   *
   * @throws IllegalArgumentException if {@code regex} is no pattern, lacks one of the groups, or
   *     has a slash as an escape only
   */
  public static ObjectNaming of(String regex) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("pattern is malformed: " + e.getDescription(), e);
    }
    for (String group : new String[] {TOPIC, PARTITION, OFFSET}) {
      if (!hasGroup(pattern, group)) {
        throw new IllegalArgumentException("pattern has no group " + group + ": " + pattern);
      }
    }
    boolean hasSlash = regex.indexOf('/') >= 0;
    if (!hasSlash && hasEscapedSlash(regex)) {
      throw new IllegalArgumentException(
          "pattern needs a directory but is matched against the name only, for it has no slash;"
              + " write / instead of its escape: "
              + pattern);
    }
    return new ObjectNaming(pattern, hasSlash ? Scope.PATH : Scope.NAME, null, null, true);
  }

  /**
   * Names that a template of Aiven's sinks makes. With a slash in it, it is matched against the
   * path below the prefix, otherwise against the name. An extension may follow.
   *
   * @param topic of the table; decides where a name can be read in two ways
   * @throws IllegalArgumentException if {@code template} is malformed
   */
  public static ObjectNaming ofTemplate(String template, String topic) {
    NameTemplate parsed = NameTemplate.parse(template);
    Scope scope = template.indexOf('/') >= 0 ? Scope.PATH : Scope.NAME;
    return new ObjectNaming(
        Pattern.compile(parsed.regex(NameTemplate.ANY_TOPIC)),
        scope,
        Pattern.compile(parsed.regex(Pattern.quote(topic))),
        parsed.hasTopic() ? null : topic,
        parsed.ordersNames());
  }

  private static boolean hasEscapedSlash(String regex) {
    String text = regex.toLowerCase(Locale.ROOT);
    return text.contains("\\x2f") || text.contains("\\u002f") || text.contains("\\057");
  }

  /** By a reference to it, which only a pattern that has it may hold: an escaped one is text. */
  private static boolean hasGroup(Pattern pattern, String group) {
    // The line's end closes a comment, and the bracket is missed where a quotation is left open.
    String referring = "(?:" + pattern.pattern() + "\n)\\k<" + group + ">";
    try {
      Pattern unused = Pattern.compile(referring, pattern.flags());
      return true;
    } catch (PatternSyntaxException none) {
      return false;
    }
  }

  /** Whether names contain the topic. */
  public boolean hasTopic() {
    return impliedTopic == null;
  }

  /** What a path below the prefix says; empty where it is of another form or has no order. */
  public Optional<ObjectName> parse(String path) {
    return match(path, 0).flatMap(NameMatch::order);
  }

  /**
   * What a key says. Empty where it is of another form, lacks one of the groups, or its numbers do
   * not fit.
   *
   * @param prefixLength length of the table's prefix, which the key starts with
   */
  public Optional<NameMatch> match(String key, int prefixLength) {
    int name = Math.max(prefixLength, key.lastIndexOf('/') + 1);
    return switch (scope) {
      case NAME -> matchText(key.substring(name));
      case PATH -> matchText(key.substring(prefixLength)).or(() -> matchText(key.substring(name)));
      case KEY -> matchText(key);
    };
  }

  private Optional<NameMatch> matchText(String text) {
    Matcher own = ownPattern == null ? null : ownPattern.matcher(text);
    if (own != null && own.matches()) {
      return read(own, text);
    }
    Matcher any = pattern.matcher(text);
    return any.matches() ? read(any, text) : Optional.empty();
  }

  private Optional<NameMatch> read(Matcher matcher, String text) {
    String topic = impliedTopic == null ? matcher.group(TOPIC) : impliedTopic;
    if (topic == null) {
      return Optional.empty();
    }
    if (!hasOrder) {
      return Optional.of(new NameMatch(topic, Optional.empty()));
    }
    String partition = matcher.group(PARTITION);
    String offset = matcher.group(OFFSET);
    if (!isNumber(partition) || !isNumber(offset)) {
      return Optional.empty();
    }
    try {
      ObjectName name =
          new ObjectName(
              topic, Integer.parseInt(partition), Long.parseLong(offset), stem(matcher, text));
      return Optional.of(new NameMatch(topic, Optional.of(name)));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  private @Nullable String stem(Matcher matcher, String text) {
    int name = text.lastIndexOf('/') + 1;
    int offset = matcher.start(OFFSET);
    boolean isOrdered =
        hasStems
            && offset >= name
            && matcher.start(PARTITION) < offset
            && (impliedTopic != null || matcher.start(TOPIC) < offset);
    return isOrdered ? text.substring(name, offset) : null;
  }

  /** Whether it is digits, whatever else the pattern lets the group take. */
  private static boolean isNumber(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectNaming that
        && pattern.pattern().equals(that.pattern.pattern())
        && scope == that.scope
        && Objects.equals(text(ownPattern), text(that.ownPattern));
  }

  private static @Nullable String text(@Nullable Pattern pattern) {
    return pattern == null ? null : pattern.pattern();
  }

  @Override
  public int hashCode() {
    return pattern.pattern().hashCode();
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
