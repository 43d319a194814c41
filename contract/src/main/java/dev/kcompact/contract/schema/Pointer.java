package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A JSON pointer (RFC 6901).
 *
 * @param steps names from the outside in, unescaped; empty for the value itself
 */
public record Pointer(List<String> steps) {
  public static final Pointer ROOT = new Pointer(List.of());

  public Pointer {
    steps = List.copyOf(steps);
  }

  /**
   * Returns the pointer that a text means.
   *
   * @throws IllegalArgumentException if the text is neither empty nor begins with a slash, or has a
   *     tilde that escapes nothing
   */
  public static Pointer parse(String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    checkArgument(
        text.startsWith("/"), "is %s; expected a JSON pointer, such as /after/price", text);
    return relative(text.substring(1));
  }

  /** Returns the pointer that a text without its leading slash means. */
  static Pointer relative(String text) {
    checkArgument(
        !text.replace("~0", "").replace("~1", "").contains("~"),
        "is %s; expected ~0 for a tilde and ~1 for a slash in a name",
        text);
    List<String> steps = new ArrayList<>();
    for (String step : text.split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return new Pointer(steps);
  }

  /** Whether this pointer's place is {@code other}'s, or inside it. */
  public boolean isWithin(Pointer other) {
    return steps.size() >= other.steps.size()
        && steps.subList(0, other.steps.size()).equals(other.steps);
  }

  /** Returns the pointer to a place below this one's. */
  public Pointer append(Pointer below) {
    List<String> all = new ArrayList<>(steps);
    all.addAll(below.steps);
    return new Pointer(all);
  }

  /** Returns a name as a step of a pointer's text. */
  public static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  @Override
  public String toString() {
    return steps.stream().map(step -> "/" + escape(step)).collect(Collectors.joining());
  }
}
