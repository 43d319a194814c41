package dev.kcompact.contract.json;

/** Writes JSON. */
public final class JsonText {
  private JsonText() {}

  /** Returns a text as a JSON string. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    appendQuoted(out, text);
    return out.toString();
  }

  /** Appends a text as a JSON string. */
  public static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Appends a member's name to an object that is open. */
  public static StringBuilder appendName(StringBuilder object, String name) {
    if (object.charAt(object.length() - 1) != '{') {
      object.append(',');
    }
    appendQuoted(object, name);
    return object.append(':');
  }
}
