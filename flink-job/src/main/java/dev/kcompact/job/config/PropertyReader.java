package dev.kcompact.job.config;

import dev.kcompact.contract.table.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the properties of one group and collects their problems. */
final class PropertyReader {
  private final String group;
  private final Map<String, String> properties;
  private final List<String> problems;
  private final Set<String> names;
  private final Set<String> known = new HashSet<>();

  /** Adds one line per problem to {@code problems} and each {@code group/name} to {@code names}. */
  PropertyReader(
      String group, Map<String, String> properties, List<String> problems, Set<String> names) {
    this.group = group;
    this.properties = properties;
    this.problems = problems;
    this.names = names;
  }

  /** Returns the value, or {@code fallback} if it is missing or invalid. */
  <T> T get(String name, T fallback, Function<String, T> parse) {
    T value = getOrNull(name, parse);
    return value == null ? fallback : value;
  }

  <T> @Nullable T getOrNull(String name, Function<String, T> parse) {
    register(name);
    String text = properties.get(name);
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      problems.add(group + "/" + name + ": " + e.getMessage());
      return null;
    }
  }

  <T> @Nullable T require(String name, String expected, Function<String, T> parse) {
    if (properties.getOrDefault(name, "").isBlank()) {
      register(name);
      problems.add(group + "/" + name + ": is missing; expected " + expected);
      return null;
    }
    return getOrNull(name, parse);
  }

  /** Returns the properties whose names start with {@code prefix}, without the prefix. */
  Map<String, String> withPrefix(String prefix) {
    names.add(group + "/" + prefix + "*");
    Map<String, String> found = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            known.add(name);
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /** Adds a problem that begins with the property's name. */
  void refuse(String name, String problem) {
    problems.add(group + "/" + name + ":" + problem);
  }

  private void register(String name) {
    known.add(name);
    names.add(group + "/" + name);
  }

  /** Reports unknown properties, because a misspelt one would silently keep its default. */
  void refuseUnknown() {
    List<String> unknown = new ArrayList<>(properties.keySet());
    unknown.removeAll(known);
    unknown.stream()
        .sorted()
        .forEach(name -> problems.add(group + "/" + name + ": is not a property of kcompact"));
  }

  static int positive(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new IllegalArgumentException("is '" + text + "'; expected a positive integer");
  }

  static long positiveBytes(String text) {
    long bytes = Quantities.bytes(text);
    if (bytes < 1) {
      throw new IllegalArgumentException("is '" + text + "'; expected a positive size");
    }
    return bytes;
  }

  /** Limits the size to that of a Java array. */
  static int arrayBytes(String text) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE - 16, positiveBytes(text)));
  }

  static Duration positiveDuration(String text) {
    Duration duration = Quantities.duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("is '" + text + "'; expected a positive duration");
    }
    return duration;
  }

  static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is '" + text + "'; expected true or false");
    };
  }
}
