package dev.kcompact.contract.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template of Aiven's sinks: text with variables such as {@code {{topic}}} and {@code
 * {{timestamp:unit=yyyy}}}. A variable may occur more than once.
 */
record NameTemplate(List<Part> parts) {
  /** What Kafka allows in a topic's name. */
  static final String ANY_TOPIC = "[A-Za-z0-9._-]+";

  private static final String EXTENSION = "(?:\\.[A-Za-z0-9.]+)?";
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\{\\{\\s*(?<name>\\w+)\\s*(?::\\s*(?<key>\\w+)\\s*=\\s*(?<value>\\w+)\\s*)?\\}\\}");

  /**
   * Some text, or a variable.
   *
   * @param text the text; empty for a variable
   */
  private record Part(Variable variable, boolean isPadded, String digits, String text) {}

  private enum Variable {
    TEXT,
    TOPIC,
    PARTITION,
    START_OFFSET,
    TIMESTAMP,
    KEY
  }

  NameTemplate {
    parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if the template is malformed
   */
  static NameTemplate parse(String template) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(template);
    int at = 0;
    while (matcher.find()) {
      addText(parts, template.substring(at, matcher.start()), template);
      parts.add(
          variable(
              matcher.group(),
              matcher.group("name"),
              matcher.group("key"),
              matcher.group("value")));
      at = matcher.end();
    }
    addText(parts, template.substring(at), template);
    if (parts.stream().allMatch(part -> part.variable() == Variable.TEXT)) {
      throw new IllegalArgumentException(
          "template has no variable: '" + template + "'; expected such as {{topic}}");
    }
    return new NameTemplate(parts);
  }

  private static void addText(List<Part> parts, String text, String template) {
    if (text.contains("{{") || text.contains("}}")) {
      throw new IllegalArgumentException(
          "template is malformed: '" + template + "'; expected such as {{timestamp:unit=yyyy}}");
    }
    if (!text.isEmpty()) {
      parts.add(new Part(Variable.TEXT, false, "", text));
    }
  }

  private static Part variable(
      String found, String name, @Nullable String key, @Nullable String value) {
    return switch (name) {
      case "topic" -> plain(Variable.TOPIC, found, key);
      case "key" -> plain(Variable.KEY, found, key);
      case "partition" -> number(Variable.PARTITION, 10, found, key, value);
      case "start_offset" -> number(Variable.START_OFFSET, 20, found, key, value);
      case "timestamp" -> timestamp(found, key, value);
      default ->
          throw new IllegalArgumentException(
              "template has "
                  + found
                  + "; expected topic, partition, start_offset, timestamp or key");
    };
  }

  private static Part plain(Variable variable, String found, @Nullable String key) {
    if (key != null) {
      throw new IllegalArgumentException("template has " + found + "; expected no parameter");
    }
    return new Part(variable, false, "", "");
  }

  private static Part number(
      Variable variable, int digits, String found, @Nullable String key, @Nullable String value) {
    boolean isKnown = key == null || key.equals("padding");
    boolean isBoolean = value == null || value.equals("true") || value.equals("false");
    if (!isKnown || !isBoolean) {
      throw new IllegalArgumentException(
          "template has " + found + "; expected padding=true or padding=false");
    }
    boolean isPadded = "true".equals(value);
    return new Part(variable, isPadded, isPadded ? "\\d{" + digits + "}" : "\\d+", "");
  }

  private static Part timestamp(String found, @Nullable String key, @Nullable String value) {
    if (!"unit".equals(key) || value == null) {
      throw new IllegalArgumentException("template has " + found + "; expected unit=yyyy");
    }
    String digits =
        switch (value) {
          case "yyyy", "YYYY" -> "\\d{4}";
          case "MM", "dd", "HH" -> "\\d{2}";
          default ->
              throw new IllegalArgumentException(
                  "template has " + found + "; expected the unit yyyy, MM, dd or HH");
        };
    return new Part(Variable.TIMESTAMP, false, digits, "");
  }

  boolean hasTopic() {
    return parts.stream().anyMatch(part -> part.variable() == Variable.TOPIC);
  }

  /**
   * Whether names that differ in the offset only are few: no key and no time stands before it in
   * the name. Otherwise each would have marks of its own.
   */
  boolean ordersNames() {
    boolean isOrdered = true;
    for (Part part : parts) {
      switch (part.variable()) {
        case TEXT -> isOrdered |= part.text().indexOf('/') >= 0;
        case KEY, TIMESTAMP -> isOrdered = false;
        case START_OFFSET -> {
          return isOrdered;
        }
        default -> {}
      }
    }
    return false;
  }

  /**
   * The regular expression, with the groups {@code topic}, {@code partition} and {@code offset} as
   * far as the template has them.
   *
   * @param topic expression for it
   */
  String regex(String topic) {
    StringBuilder regex = new StringBuilder();
    List<Part> before = new ArrayList<>();
    for (Part part : parts) {
      String expression =
          switch (part.variable()) {
            case TEXT -> Pattern.quote(part.text());
            case KEY -> ".*";
            case TIMESTAMP -> part.digits();
            case TOPIC -> group("topic", topic, part, before);
            case PARTITION -> group("partition", part.digits(), part, before);
            case START_OFFSET -> group("offset", part.digits(), part, before);
          };
      regex.append(expression);
      before.add(part);
    }
    return regex.append(EXTENSION).toString();
  }

  /** The group, or, where the template has it before, a reference to it. */
  private static String group(String name, String expression, Part part, List<Part> before) {
    if (before.contains(part)) {
      return "\\k<" + name + ">";
    }
    boolean isOtherwisePadded =
        before.stream().anyMatch(other -> other.variable() == part.variable());
    return isOtherwisePadded ? expression : "(?<" + name + ">" + expression + ")";
  }
}
