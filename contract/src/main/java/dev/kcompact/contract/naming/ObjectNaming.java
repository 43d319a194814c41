package dev.kcompact.contract.naming;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How a sink names its objects: a pattern with the groups {@code topic}, {@code partition} and
 * {@code offset}, matched against the name without its directory.
 *
 * @param pattern of the complete name
 */
public record ObjectNaming(Pattern pattern) {
  /** Confluent's S3 sink: {@code <topic>+<partition>+<start offset>.<extension>}. */
  public static final ObjectNaming CONFLUENT =
      of("(?<topic>.+)\\+(?<partition>\\d+)\\+(?<offset>\\d+)\\.[A-Za-z0-9.]+");

  /** Aiven's S3 sink by default: {@code <topic>-<partition>-<start offset>[.<extension>]}. */
  public static final ObjectNaming AIVEN =
      of("(?<topic>.+)-(?<partition>\\d+)-(?<offset>\\d+)(\\.[A-Za-z0-9.]+)?");

  /**
   * @throws IllegalArgumentException if {@code regex} is no pattern or lacks one of the groups
   */
  public static ObjectNaming of(String regex) {
    try {
      return new ObjectNaming(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("pattern is malformed: " + e.getDescription(), e);
    }
  }

  public ObjectNaming {
    for (String group : new String[] {"topic", "partition", "offset"}) {
      if (!hasGroup(pattern, group)) {
        throw new IllegalArgumentException("pattern has no group " + group + ": " + pattern);
      }
    }
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

  /**
   * Empty where the name is of another form, lacks one of the groups, or its numbers do not fit;
   * such a name has no order.
   */
  public Optional<ObjectName> parse(String fileName) {
    Matcher matcher = pattern.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String topic = matcher.group("topic");
    String partition = matcher.group("partition");
    String offset = matcher.group("offset");
    if (topic == null || !isNumber(partition) || !isNumber(offset)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ObjectName(
              topic,
              Integer.parseInt(partition),
              Long.parseLong(offset),
              fileName.substring(0, matcher.start("offset"))));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /** Whether it is digits, whatever else the pattern lets the group take. */
  private static boolean isNumber(@Nullable String text) {
    return text != null && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectNaming that && pattern.pattern().equals(that.pattern.pattern());
  }

  @Override
  public int hashCode() {
    return pattern.pattern().hashCode();
  }
}
