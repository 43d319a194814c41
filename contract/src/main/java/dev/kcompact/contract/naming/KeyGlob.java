package dev.kcompact.contract.naming;

import com.google.re2j.Pattern;
import java.util.Objects;

/**
 * A pattern for keys below a prefix: {@code **} stands for any characters, {@code *} for any but a
 * slash, {@code ?} for one that is no slash, <code>{a,b}</code> for either text. {@code **} with a
 * slash behind it also stands for no directory. The time to match is linear.
 */
public final class KeyGlob {
  private static final String SPECIAL = "[]\\";

  private final String text;
  private final Pattern pattern;

  private KeyGlob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException if it is malformed
   */
  public static KeyGlob of(String text) {
    if (text.isEmpty() || text.startsWith("/")) {
      throw malformed(text, "expected a path below the prefix, without a slash before it");
    }
    StringBuilder regex = new StringBuilder();
    boolean isChoice = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '*') {
        at = stars(text, at, regex);
        continue;
      }
      if (c == '{' && isChoice || c == '}' && !isChoice || SPECIAL.indexOf(c) >= 0) {
        throw malformed(text, "'" + c + "' at " + at + "; expected **, *, ? and {a,b}");
      }
      isChoice = c == '{' || isChoice && c != '}';
      regex.append(expression(c, isChoice));
      at++;
    }
    if (isChoice) {
      throw malformed(text, "expected a } after its {");
    }
    return new KeyGlob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException("glob is malformed: '" + text + "': " + why);
  }

  /** Appends what the stars from an index on stand for; returns the index behind them. */
  private static int stars(String text, int from, StringBuilder regex) {
    int end = from;
    while (end < text.length() && text.charAt(end) == '*') {
      end++;
    }
    if (end - from > 2) {
      throw malformed(text, "expected no more than two stars in a row");
    }
    if (end - from == 1) {
      regex.append("[^/]*");
      return end;
    }
    boolean isDirectories =
        (from == 0 || text.charAt(from - 1) == '/')
            && end < text.length()
            && text.charAt(end) == '/';
    regex.append(isDirectories ? "(?:.*/)?" : ".*");
    return isDirectories ? end + 1 : end;
  }

  private static String expression(char c, boolean isChoice) {
    return switch (c) {
      case '?' -> "[^/]";
      case '{' -> "(?:";
      case '}' -> ")";
      case ',' -> isChoice ? "|" : ",";
      default -> Character.isSurrogate(c) ? String.valueOf(c) : Pattern.quote(String.valueOf(c));
    };
  }

  /** Whether it matches the whole path. */
  public boolean matches(String path) {
    return pattern.matches(path);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyGlob that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
