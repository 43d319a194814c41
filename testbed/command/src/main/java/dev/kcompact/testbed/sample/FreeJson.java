package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

/**
 * A JSON value without a declared type, which a table keeps as text.
 *
 * @param text valid JSON without white space between its tokens
 */
public record FreeJson(String text) {
  public FreeJson {
    requireNonNull(text, "text is null");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("text is empty");
    }
  }
}
