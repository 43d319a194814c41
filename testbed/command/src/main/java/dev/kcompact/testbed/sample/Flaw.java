package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * A way to make a good row break one rule.
 *
 * @param rule name of the rule, or the path of the field whose schema it breaks
 * @param spoil changes the row; works on every row of the table
 */
record Flaw(String rule, Consumer<Row> spoil) {
  Flaw {
    requireNonNull(rule, "rule is null");
    requireNonNull(spoil, "spoil is null");
  }
}
