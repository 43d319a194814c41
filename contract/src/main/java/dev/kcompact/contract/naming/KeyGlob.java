package dev.kcompact.contract.naming;

import java.util.List;
import java.util.stream.Stream;

/**
 * A pattern for keys below a prefix: {@code **} stands for any characters, {@code *} for any but a
 * slash, {@code ?} for one that is no slash, <code>{a,b}</code> for either text. {@code **} between
 * slashes also stands for no directory.
 */
public final class KeyGlob {
  private static final String SPECIAL = "[]\\";
  private static final int MAX_CHOICES = 100;

  private final String text;
  private final List<PathPattern> choices;

  private KeyGlob(String text, List<PathPattern> choices) {
    this.text = text;
    this.choices = choices;
  }

  /**
   * @throws IllegalArgumentException if {@code text} is malformed
   */
  public static KeyGlob of(String text) {
    if (text.isEmpty() || text.startsWith("/")) {
      throw malformed(text, "expected a path below the prefix, without a slash before it");
    }
    checkCharacters(text);
    List<String> choices = choices(text).limit(MAX_CHOICES + 1).toList();
    if (choices.size() > MAX_CHOICES) {
      throw malformed(text, "expected no more than " + MAX_CHOICES + " choices");
    }
    if (choices.stream().anyMatch(choice -> choice.contains("***"))) {
      throw malformed(text, "expected no more than two stars in a row");
    }
    return new KeyGlob(text, choices.stream().map(PathPattern::of).toList());
  }

  private static void checkCharacters(String text) {
    boolean isChoice = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean isMisplaced = c == '{' && isChoice || c == '}' && !isChoice;
      if (isMisplaced || SPECIAL.indexOf(c) >= 0) {
        throw malformed(text, "'" + c + "' at " + at + "; expected **, *, ? and {a,b}");
      }
      isChoice = c == '{' || isChoice && c != '}';
    }
    if (isChoice) {
      throw malformed(text, "expected a } after its {");
    }
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException("glob is malformed: '" + text + "': " + why);
  }

  /** The texts that stand for all choices, without braces. */
  private static Stream<String> choices(String text) {
    int open = text.indexOf('{');
    if (open < 0) {
      return Stream.of(text);
    }
    int close = text.indexOf('}', open);
    return Stream.of(text.substring(open + 1, close).split(",", -1))
        .flatMap(each -> choices(text.substring(0, open) + each + text.substring(close + 1)));
  }

  /** Whether it matches the complete path. */
  public boolean matches(String path) {
    for (PathPattern choice : choices) {
      if (choice.matches(path)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyGlob that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
