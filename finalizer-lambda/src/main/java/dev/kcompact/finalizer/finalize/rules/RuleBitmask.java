package dev.kcompact.finalizer.finalize.rules;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The rules that a row breaks, as bits of the BIGINT columns {@code _mask0}, {@code _mask1}, ….
 *
 * @param rules in the order of their bits
 */
public record RuleBitmask(List<CompiledRule> rules) {
  /** The bits of a BIGINT without its sign, less one. */
  private static final int BITS = 62;

  public RuleBitmask {
    rules = List.copyOf(rules);
  }

  public int masks() {
    return (rules.size() + BITS - 1) / BITS;
  }

  public static Sql column(int mask) {
    return Sql.identifier("_mask" + mask);
  }

  public static Sql columnOf(int rule) {
    return column(rule / BITS);
  }

  public static Sql bit(int rule) {
    return Sql.number(bitOf(rule));
  }

  private static long bitOf(int rule) {
    return 1L << (rule % BITS);
  }

  public static Sql isBroken(int rule) {
    return Sql.of("({mask} & {bit}) <> 0", Map.of("mask", columnOf(rule), "bit", bit(rule)));
  }

  private IntStream rulesOf(int mask) {
    return IntStream.range(mask * BITS, Math.min(rules.size(), (mask + 1) * BITS));
  }

  /** Returns a mask column's initial value: the bits of the rules that are row predicates. */
  public Sql value(int mask) {
    Stream<Sql> bits =
        rulesOf(mask)
            .filter(i -> rules.get(i) instanceof RowPredicate)
            .mapToObj(i -> bitIfBroken(i, (RowPredicate) rules.get(i)));
    Sql sum = Stream.concat(Stream.of(Sql.number(0)), bits).collect(joining(" + "));
    return Sql.of("({sum})::BIGINT", Map.of("sum", sum));
  }

  private static Sql bitIfBroken(int i, RowPredicate rule) {
    return Sql.of(
        "CASE WHEN CAST(({predicate}) AS BOOLEAN) IS FALSE THEN {bit} ELSE 0 END",
        Map.of("predicate", rule.predicate(), "bit", bit(i)));
  }

  public Sql isRejected() {
    List<Sql> masks =
        IntStream.range(0, masks())
            .filter(mask -> rejecting(mask).findAny().isPresent())
            .mapToObj(
                mask -> {
                  Sql all = Sql.number(rejecting(mask).reduce(0, (a, b) -> a | b));
                  return Sql.of("({mask} & {all}) <> 0", Map.of("mask", column(mask), "all", all));
                })
            .toList();
    return masks.isEmpty()
        ? Sql.of("false")
        : Sql.of("({masks})", Map.of("masks", masks.stream().collect(joining(" OR "))));
  }

  private LongStream rejecting(int mask) {
    return rulesOf(mask).filter(this::isRejecting).mapToLong(RuleBitmask::bitOf);
  }

  private boolean isRejecting(int rule) {
    return rules.get(rule).severity() == Severity.REJECT;
  }

  /** Returns for each rule of severity REJECT its name where the row breaks it, else null. */
  public List<Sql> rejectionReasons() {
    return IntStream.range(0, rules.size())
        .filter(this::isRejecting)
        .mapToObj(
            i ->
                Sql.of(
                    "CASE WHEN {broken} THEN {name} END",
                    Map.of("broken", isBroken(i), "name", Sql.literal(rules.get(i).name()))))
        .toList();
  }

  public Sql joinedRejectionReasons() {
    List<Sql> reasons = rejectionReasons();
    return reasons.isEmpty()
        ? Sql.of("''")
        : Sql.of(
            "concat_ws(',', {reasons})",
            Map.of("reasons", reasons.stream().collect(joining(", "))));
  }
}
