package dev.kcompact.job.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the properties of one group and collects what is wrong with them. */
final class PropertyReader {
  private final String group;
  private final Map<String, String> properties;
  private final List<String> mistakes;
  private final Set<String> asked;
  private final Set<String> known = new HashSet<>();

  /**
   * @param mistakes takes a line for each
   * @param asked takes the name of each property that is asked for, as {@code group/name}
   */
  PropertyReader(
      String group, Map<String, String> properties, List<String> mistakes, Set<String> asked) {
    this.group = group;
    this.properties = properties;
    this.mistakes = mistakes;
    this.asked = asked;
  }

  /** The value, or {@code fallback} where there is none or it is wrong. */
  <T> T get(String name, T fallback, Function<String, T> parse) {
    T value = getOrNull(name, parse);
    return value == null ? fallback : value;
  }

  <T> @Nullable T getOrNull(String name, Function<String, T> parse) {
    ask(name);
    String text = properties.get(name);
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      mistakes.add(group + "/" + name + ": " + e.getMessage());
      return null;
    }
  }

  <T> @Nullable T require(String name, String expected, Function<String, T> parse) {
    if (properties.getOrDefault(name, "").isBlank()) {
      ask(name);
      mistakes.add(group + "/" + name + ": is missing; expected " + expected);
      return null;
    }
    return getOrNull(name, parse);
  }

  /** Everything whose name starts so, without that start. */
  Map<String, String> startingWith(String start) {
    asked.add(group + "/" + start + "*");
    Map<String, String> found = new java.util.TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(start)) {
            known.add(name);
            found.put(name.substring(start.length()), value);
          }
        });
    return found;
  }

  private void ask(String name) {
    known.add(name);
    asked.add(group + "/" + name);
  }

  /** A misspelt property would silently leave its default in force. */
  void refuseUnknown() {
    List<String> names = new ArrayList<>(properties.keySet());
    names.removeAll(known);
    names.stream()
        .sorted()
        .forEach(name -> mistakes.add(group + "/" + name + ": is no property of kcompact"));
  }

  static int positive(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("is '" + text + "'; expected a positive whole number");
  }

  static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is '" + text + "'; expected true or false");
    };
  }
}
