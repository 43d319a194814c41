package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that a row breaks, as bits of the columns {@code _mask0}, {@code _mask1}, and so on.
 *
 * @param rules in the order of their bits
 */
record RuleBits(List<Rule> rules) {
  /** Bits that a BIGINT has beside its sign, less one to be safe. */
  private static final int RULES_A_MASK = 62;

  RuleBits {
    rules = List.copyOf(rules);
  }

  int masks() {
    return (rules.size() + RULES_A_MASK - 1) / RULES_A_MASK;
  }

  static String mask(int rule) {
    return "_mask" + rule / RULES_A_MASK;
  }

  static long bit(int rule) {
    return 1L << (rule % RULES_A_MASK);
  }

  /** Whether a row breaks a rule. */
  static String broken(int rule) {
    return "(" + mask(rule) + " & " + bit(rule) + ") <> 0";
  }

  /** A mask's value, of the rules that a row alone can break. */
  String value(int mask) {
    List<String> bits = new ArrayList<>(List.of("0"));
    for (int i = mask * RULES_A_MASK; i < Math.min(rules.size(), (mask + 1) * RULES_A_MASK); i++) {
      if (rules.get(i) instanceof Rule.OfRow rule) {
        bits.add(
            "CASE WHEN CAST("
                + Sql.nested(rule.predicate())
                + " AS BOOLEAN) IS FALSE THEN "
                + bit(i)
                + " ELSE 0 END");
      }
    }
    return "(" + String.join(" + ", bits) + ")::BIGINT";
  }

  /** Whether a row breaks a rule for which it is rejected. */
  String rejected() {
    List<String> rejecting = new ArrayList<>();
    for (int mask = 0; mask < masks(); mask++) {
      long all = 0;
      int end = Math.min(rules.size(), (mask + 1) * RULES_A_MASK);
      for (int i = mask * RULES_A_MASK; i < end; i++) {
        all |= rules.get(i).severity() == Severity.REJECT ? bit(i) : 0;
      }
      if (all != 0) {
        rejecting.add("(_mask" + mask + " & " + all + ") <> 0");
      }
    }
    return rejecting.isEmpty() ? "false" : "(" + String.join(" OR ", rejecting) + ")";
  }

  /** For each rule for which a row is rejected its name where the row breaks it, else null. */
  List<String> rejectingCases() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).severity() == Severity.REJECT) {
        names.add("CASE WHEN " + broken(i) + " THEN " + Sql.literal(rules.get(i).name()) + " END");
      }
    }
    return names;
  }

  /** Names of the rules for which a row is rejected, with commas between. */
  String rejectingNames() {
    List<String> names = rejectingCases();
    return names.isEmpty() ? "''" : "concat_ws(',', " + String.join(", ", names) + ")";
  }
}
