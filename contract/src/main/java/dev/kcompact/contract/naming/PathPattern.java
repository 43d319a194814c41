package dev.kcompact.contract.naming;

import java.util.Arrays;

/**
 * A glob without choices. It is matched without recursion: where it fails, the last star takes one
 * more character, and where that may not, the last two stars; what stood before need not change.
 */
final class PathPattern {
  /** Stand for wildcards; characters stand for themselves. */
  private static final int STAR = -1;

  private static final int ANYTHING = -2;
  private static final int DIRECTORIES = -3;
  private static final int ONE = -4;

  private final int[] tokens;

  private PathPattern(int[] tokens) {
    this.tokens = tokens;
  }

  static PathPattern of(String text) {
    int[] tokens = new int[text.length()];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      boolean isDouble = text.startsWith("**", at);
      boolean isDirectories =
          isDouble && text.startsWith("/", at + 2) && (at == 0 || text.charAt(at - 1) == '/');
      char c = text.charAt(at);
      if (isDirectories) {
        tokens[count++] = DIRECTORIES;
      } else if (isDouble) {
        tokens[count++] = ANYTHING;
      } else {
        tokens[count++] = c == '*' ? STAR : c == '?' ? ONE : c;
      }
      at += isDirectories ? 3 : isDouble ? 2 : 1;
    }
    return new PathPattern(Arrays.copyOf(tokens, count));
  }

  boolean matches(String path) {
    int token = 0;
    int at = 0;
    int star = -1;
    int starAt = 0;
    int deep = -1;
    int deepAt = 0;
    while (token < tokens.length || at < path.length()) {
      int expected = token < tokens.length ? tokens[token] : Integer.MIN_VALUE;
      int width = expected < 0 && expected != ONE ? 0 : width(expected, path, at);
      if (expected == STAR) {
        star = token++;
        starAt = at;
      } else if (expected == ANYTHING || expected == DIRECTORIES) {
        star = -1;
        deep = token++;
        deepAt = at;
      } else if (width > 0) {
        token++;
        at += width;
      } else if (star >= 0 && starAt < path.length() && path.charAt(starAt) != '/') {
        at = ++starAt;
        token = star + 1;
      } else {
        deepAt = deep < 0 ? -1 : next(tokens[deep], path, deepAt);
        if (deepAt < 0) {
          return false;
        }
        star = -1;
        at = deepAt;
        token = deep + 1;
      }
    }
    return true;
  }

  /** The characters that a token takes at an index; 0 if it does not match. */
  private static int width(int token, String path, int at) {
    if (at == path.length()) {
      return 0;
    }
    char c = path.charAt(at);
    if (token != ONE) {
      return token == c ? 1 : 0;
    }
    boolean isPair = Character.isHighSurrogate(c) && at + 1 < path.length();
    return c == '/' ? 0 : isPair ? 2 : 1;
  }

  /** The next end of what two stars take; negative if there is none. */
  private static int next(int token, String path, int from) {
    if (token == DIRECTORIES) {
      int slash = path.indexOf('/', from);
      return slash < 0 ? -1 : slash + 1;
    }
    return from < path.length() ? from + 1 : -1;
  }
}
