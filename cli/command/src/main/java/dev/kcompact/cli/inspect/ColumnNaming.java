package dev.kcompact.cli.inspect;

import dev.kcompact.contract.schema.Pointer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives the fields of one object names that columns may have. */
final class ColumnNaming {
  private static final Pattern VALID = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final int LONGEST = 100;

  private final Set<String> taken = new HashSet<>(Set.of("dt"));

  /** Returns a name that no other field of the object has. */
  String nameFor(String field) {
    String base = field.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    if (VALID.matcher(field).matches()) {
      base = field;
    } else if (base.isEmpty()) {
      base = "field";
    } else if (Character.isDigit(base.charAt(0))) {
      base = "f" + base;
    }
    base = base.substring(0, Math.min(base.length(), LONGEST));
    String name = base;
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = base + "_" + number;
    }
    return name;
  }

  /** The {@code x-from} of a field beside its column's name; empty if the name says it. */
  static Optional<String> from(String field, String column) {
    return field.equals(column) ? Optional.empty() : Optional.of(Pointer.escape(field));
  }
}
