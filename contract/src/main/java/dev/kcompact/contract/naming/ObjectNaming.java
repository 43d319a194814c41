package dev.kcompact.contract.naming;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a sink names its objects: a pattern with the groups {@code topic}, {@code partition} and
 * {@code offset}, matched against the name without its directory.
 *
 * @param pattern the whole name
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
    Matcher matcher = pattern.matcher("");
    for (String group : new String[] {"topic", "partition", "offset"}) {
      if (!pattern.pattern().contains("(?<" + group + ">")) {
        throw new IllegalArgumentException(
            "pattern has no group " + group + ": " + matcher.pattern());
      }
    }
  }

  /**
   * Empty where the name is of another form, or its numbers do not fit; such a name has no order.
   */
  public Optional<ObjectName> parse(String fileName) {
    Matcher matcher = pattern.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ObjectName(
              matcher.group("topic"),
              Integer.parseInt(matcher.group("partition")),
              Long.parseLong(matcher.group("offset")),
              fileName.substring(0, matcher.start("offset"))));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
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
