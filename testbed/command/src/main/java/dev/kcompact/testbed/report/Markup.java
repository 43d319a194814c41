package dev.kcompact.testbed.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML and SVG that is also well-formed XML. Escapes all texts and attribute values; every
 * open element must be closed. Not thread-safe.
 */
final class Markup {
  /** HTML elements without an end tag. */
  private static final Set<String> VOID = Set.of("meta", "link", "br", "hr", "col");

  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes alternating names and values
   */
  Markup open(String element, String... attributes) {
    tag(element, attributes);
    if (VOID.contains(element)) {
      out.append("/>");
    } else {
      out.append('>');
      open.push(element);
    }
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes the element that was opened last, and ends the line. */
  Markup closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /** An element that contains only text. */
  Markup element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  Markup empty(String element, String... attributes) {
    open(element, attributes);
    return VOID.contains(element) ? this : close();
  }

  Markup text(String text) {
    escape(text);
    return this;
  }

  /** Adds the style sheet, which must not need escaping. */
  Markup style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("the style sheet contains < or &");
    }
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements are still open: " + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }

  private void tag(String element, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("an attribute of " + element + " has no value");
    }
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isCharacter(point) ? point : REPLACEMENT);
              }
            });
  }

  /** XML allows neither control characters nor unpaired surrogates. */
  private static boolean isCharacter(int point) {
    return point == '\t'
        || point == '\n'
        || (point >= ' ' && point < 0x7F)
        || (point >= 0xA0 && point < 0xD800)
        || (point >= 0xE000 && point < 0xFFFE)
        || point >= 0x10000;
  }
}
