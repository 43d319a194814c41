package dev.kcompact.finalizer.publish.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A column's Hive type, parsed as far as table evolution needs. */
sealed interface HiveType {
  String text();

  /** A primitive type, or an unknown one. */
  record Plain(String text) implements HiveType {}

  record Array(HiveType element) implements HiveType {
    @Override
    public String text() {
      return "array<" + element.text() + ">";
    }
  }

  record MapOf(String key, HiveType value) implements HiveType {
    @Override
    public String text() {
      return "map<" + key + "," + value.text() + ">";
    }
  }

  record Member(String name, HiveType type) {}

  record Struct(List<Member> members) implements HiveType {
    public Struct {
      members = List.copyOf(members);
    }

    @Override
    public String text() {
      return members.stream()
          .map(member -> member.name() + ":" + member.type().text())
          .collect(Collectors.joining(",", "struct<", ">"));
    }

    Optional<HiveType> member(String name) {
      return members.stream()
          .filter(member -> member.name().equalsIgnoreCase(name))
          .map(Member::type)
          .findFirst();
    }
  }

  /** Parses a type; unknown text becomes {@link Plain}. */
  static HiveType parse(String text) {
    String type = text.strip();
    String lower = type.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(">")) {
      return new Plain(lower);
    }
    String inner = type.substring(type.indexOf('<') + 1, type.length() - 1);
    List<String> parts = split(inner);
    if (lower.startsWith("array<")) {
      return new Array(parse(inner));
    }
    if (lower.startsWith("map<") && parts.size() == 2) {
      return new MapOf(parts.get(0).strip(), parse(parts.get(1)));
    }
    if (lower.startsWith("struct<") && parts.stream().allMatch(part -> part.indexOf(':') > 0)) {
      return new Struct(
          parts.stream()
              .map(
                  part ->
                      new Member(
                          part.substring(0, part.indexOf(':')).strip(),
                          parse(part.substring(part.indexOf(':') + 1))))
              .toList());
    }
    return new Plain(lower);
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /**
   * Evolves this type to {@code declared}: appends new members and keeps undeclared ones.
   *
   * @param path of the value, for the text of a difference
   * @param differences receives incompatible changes
   */
  default HiveType towards(HiveType declared, String path, List<String> differences) {
    if (this instanceof Array from && declared instanceof Array to) {
      return new Array(from.element().towards(to.element(), path + ".*", differences));
    }
    if (this instanceof MapOf from && declared instanceof MapOf to && from.key().equals(to.key())) {
      return new MapOf(from.key(), from.value().towards(to.value(), path + ".*", differences));
    }
    if (this instanceof Struct from && declared instanceof Struct to) {
      List<Member> merged = new ArrayList<>();
      for (Member member : from.members()) {
        HiveType type = member.type();
        HiveType next =
            to.member(member.name())
                .map(t -> type.towards(t, path + "." + member.name(), differences))
                .orElse(type);
        merged.add(new Member(member.name(), next));
      }
      to.members().stream()
          .filter(member -> from.member(member.name()).isEmpty())
          .forEach(merged::add);
      return new Struct(merged);
    }
    if (!Widening.isReadableAs(text(), declared.text())) {
      differences.add(path + " cannot change from " + text() + " to " + declared.text());
    }
    return declared;
  }

  /** Which primitive types can be read as which others. */
  final class Widening {
    /** Parquet stores a decimal of up to 9 digits in 4 bytes, of up to 18 in 8, else in 16. */
    private static final int INT_DIGITS = 9;

    private static final int LONG_DIGITS = 18;

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),\\s*(\\d+)\\)");

    /** Each type can be read as the types after it. */
    private static final List<List<String>> FAMILIES =
        List.of(List.of("tinyint", "smallint", "int", "bigint"), List.of("float", "double"));

    private static final Map<String, String> SYNONYMS = Map.of("integer", "int", "long", "bigint");

    private Widening() {}

    static boolean isReadableAs(String from, String to) {
      String before = SYNONYMS.getOrDefault(from, from);
      if (before.equals(to)) {
        return true;
      }
      for (List<String> family : FAMILIES) {
        if (family.contains(before) && family.indexOf(before) < family.indexOf(to)) {
          return true;
        }
      }
      Matcher narrow = DECIMAL.matcher(before);
      Matcher wide = DECIMAL.matcher(to);
      return narrow.matches()
          && wide.matches()
          && narrow.group(2).equals(wide.group(2))
          && isWidening(Integer.parseInt(narrow.group(1)), Integer.parseInt(wide.group(1)));
    }

    /** Readers fail on older files if a decimal's physical type changes. */
    private static boolean isWidening(int digits, int more) {
      return digits <= more && bytes(digits) == bytes(more);
    }

    private static int bytes(int digits) {
      if (digits <= INT_DIGITS) {
        return Integer.BYTES;
      }
      return digits <= LONG_DIGITS ? Long.BYTES : 2 * Long.BYTES;
    }
  }
}
