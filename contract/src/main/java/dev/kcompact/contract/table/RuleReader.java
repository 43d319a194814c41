package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.table.QualityRule.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads a table's rules, whose form has been checked. */
final class RuleReader {
  private static final int DEFAULT_DAYS = 7;
  private static final BigDecimal DEFAULT_LEAST = new BigDecimal("0.5");
  private static final BigDecimal DEFAULT_MOST = BigDecimal.valueOf(2);

  private final ColumnNames columns;
  private final BiConsumer<String, String> problem;

  /**
   * @param problem takes a place and what is wrong there
   */
  RuleReader(ColumnNames columns, BiConsumer<String, String> problem) {
    this.columns = columns;
    this.problem = problem;
  }

  List<QualityRule> read(JsonNode rules) {
    List<QualityRule> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int index = 0;
    for (JsonNode rule : rules) {
      String place = "/rules/" + index++;
      String name = rule.get("name").textValue();
      if (!names.add(name)) {
        problem.accept(place + "/name", "is " + name + ", as another rule of this table");
      }
      try {
        QualityRule made = rule(name, rule, place);
        if (made != null) {
          read.add(made);
        }
      } catch (IllegalArgumentException e) {
        problem.accept(place, String.valueOf(e.getMessage()));
      }
    }
    return read;
  }

  private @Nullable QualityRule rule(String name, JsonNode rule, String place) {
    if (rule.has("sql")) {
      return new QualityRule.Predicate(
          name, rule.get("sql").textValue(), severity(rule, Severity.REJECT));
    }
    if (rule.has("unique")) {
      List<String> names = new ArrayList<>();
      rule.get("unique").forEach(column -> names.add(column.textValue()));
      return new QualityRule.Unique(
          name, columns.read(names, place + "/unique"), severity(rule, Severity.REJECT));
    }
    if (rule.has("references")) {
      return reference(name, rule, place + "/references");
    }
    return rule.has("fresh")
        ? fresh(name, rule, place + "/fresh")
        : rowCount(name, rule.get("rows"), severity(rule, Severity.FAIL));
  }

  private QualityRule reference(String name, JsonNode rule, String place) {
    JsonNode to = rule.get("references");
    List<String> own = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, JsonNode> pair : to.get("columns").properties()) {
      own.add(columns.read(pair.getKey(), place + "/columns/" + Pointer.escape(pair.getKey())));
      keys.add(canonical(pair.getValue().textValue()));
    }
    return new QualityRule.Reference(
        name,
        own,
        to.get("table").textValue(),
        keys,
        to.path("days").asInt(0),
        severity(rule, Severity.REJECT));
  }

  private @Nullable QualityRule fresh(String name, JsonNode rule, String place) {
    String column =
        columns.read(
            rule.get("fresh").get("column").textValue(),
            place + "/column",
            Set.of(Scalar.TIMESTAMP),
            "a date-time column");
    Duration within = Quantities.duration(rule.get("fresh").get("within").asText());
    return new QualityRule.Fresh(name, column, within, severity(rule, Severity.FAIL));
  }

  private static QualityRule rowCount(String name, JsonNode rows, Severity severity) {
    return new QualityRule.RowCount(
        name,
        rows.path("days").asInt(DEFAULT_DAYS),
        rows.has("least") ? rows.get("least").decimalValue() : DEFAULT_LEAST,
        rows.has("most") ? rows.get("most").decimalValue() : DEFAULT_MOST,
        severity);
  }

  private static Severity severity(JsonNode rule, Severity otherwise) {
    return rule.has("severity")
        ? Severity.valueOf(rule.get("severity").textValue().toUpperCase(Locale.ROOT))
        : otherwise;
  }

  /** Returns the name of a column of another table, which is checked when all tables are read. */
  private static String canonical(String name) {
    return ColumnPath.parse(name).toString();
  }
}
