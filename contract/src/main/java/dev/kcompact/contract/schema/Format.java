package dev.kcompact.contract.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Formats of JSON Schema that a regular expression can check. The expressions have no look-around,
 * so that linear-time engines (RE2) accept them. {@code date}, {@code date-time} and {@code uuid}
 * are types of columns; other names are annotations.
 */
public enum Format {
  /** RFC 5321; the length of the local part is not limited. */
  EMAIL(
      "email", "^" + Parts.LOCAL_PART + "@(?:" + Parts.HOST + "|" + Parts.addressLiteral() + ")$"),
  /** RFC 1123; labels in Punycode are not decoded. */
  HOSTNAME("hostname", "^" + Parts.HOST + "$"),
  IPV4("ipv4", "^" + Parts.IPV4 + "$"),
  IPV6("ipv6", "^(?:" + Parts.ipv6() + ")$"),
  /** RFC 3986 with a scheme. */
  URI("uri", "^" + Parts.uri() + "$"),
  /** RFC 3339, with an offset; the finalizer checks besides that leap seconds are at 23:59 UTC. */
  TIME(
      "time",
      "^(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?"
          + "(?:[zZ]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"),
  /** RFC 3339, appendix A. */
  DURATION(
      "duration",
      "^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T"
          + Parts.TIME_SPAN
          + ")?|T"
          + Parts.TIME_SPAN
          + ")$");

  private final String formatName;
  private final String pattern;

  Format(String formatName, String pattern) {
    this.formatName = formatName;
    this.pattern = pattern;
  }

  /** Anchored expression of the texts that have the format's form. */
  public String pattern() {
    return pattern;
  }

  /** Returns the format of a name; empty if it is an annotation. */
  public static Optional<Format> named(String name) {
    return Arrays.stream(values()).filter(format -> format.formatName.equals(name)).findFirst();
  }

  /** Pieces of the expressions. */
  private static final class Parts {
    static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    static final String HOST = LABEL + "(?:\\." + LABEL + ")*";
    static final String ATOM = "[^\\s@\"(),.:;<>\\[\\]\\\\]+";
    static final String LOCAL_PART =
        "(?:" + ATOM + "(?:\\." + ATOM + ")*|\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\")";
    static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    static final String IPV4 = "(?:" + BYTE + "\\.){3}" + BYTE;
    static final String TIME_SPAN =
        "(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)";

    private Parts() {}

    static String addressLiteral() {
      return "\\[(?:" + IPV4 + "|IPv6:(?:" + ipv6() + "))\\]";
    }

    static String uri() {
      String escaped = "%[0-9A-Fa-f]{2}";
      String plain = "A-Za-z0-9\\-._~!$&'()*+,;=";
      String character = "(?:[" + plain + ":@]|" + escaped + ")";
      String path = "(?:/" + character + "*)*";
      String host =
          "(?:\\[(?:"
              + ipv6()
              + "|[vV][0-9A-Fa-f]+\\.["
              + plain
              + ":]+)\\]|(?:["
              + plain
              + "]|"
              + escaped
              + ")*)";
      String authority =
          "//(?:(?:[" + plain + ":]|" + escaped + ")*@)?" + host + "(?::[0-9]*)?" + path;
      String other = "/?(?:" + character + "+" + path + ")?";
      String rest = "(?:[" + plain + ":@/?]|" + escaped + ")*";
      return "[A-Za-z][A-Za-z0-9+.-]*:(?:"
          + authority
          + "|"
          + other
          + ")(?:\\?"
          + rest
          + ")?(?:#"
          + rest
          + ")?";
    }

    /** RFC 3986's IPv6address: eight groups, of which a run may be left out as {@code ::}. */
    static String ipv6() {
      String group = "[0-9A-Fa-f]{1,4}";
      String last = "(?:" + group + ":" + group + "|" + IPV4 + ")";
      String some = "(?:(?:" + group + ":){0,%d}" + group + ")?::";
      StringBuilder forms = new StringBuilder("(?:" + group + ":){6}" + last);
      forms.append("|::(?:").append(group).append(":){5}").append(last);
      for (int before = 0; before <= 4; before++) {
        forms.append('|').append(String.format(Locale.ROOT, some, before));
        forms.append("(?:").append(group).append(":){").append(4 - before).append('}').append(last);
      }
      forms.append('|').append(String.format(Locale.ROOT, some, 5)).append(group);
      forms.append('|').append(String.format(Locale.ROOT, some, 6));
      return forms.toString();
    }
  }
}
