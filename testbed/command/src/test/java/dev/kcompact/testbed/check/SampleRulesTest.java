package dev.kcompact.testbed.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.QualityRule;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.TableDay;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies the generator's invalid records with DuckDB and the rules of conf/tables. */
class SampleRulesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "shipments", "customers"})
  void exactlyTheInvalidRecordsBreakTheirRule(String name) throws Exception {
    LakeFixture lake = new LakeFixture(folder);
    TableDay day = lake.day.table(name);
    lake.writeCompacted(name, lake.compactedRows(name));
    Set<String> broken = new HashSet<>();
    try (DuckDb duckDb = lake.duckDb()) {
      for (QualityRule.Predicate rule : rules(name)) {
        for (LakeFiles.StoredFile file : lake.files.parquet("compacted/" + name + "/")) {
          duckDb.read(
              file,
              "_partition, _file_offset, _line, coalesce(" + rule.sql() + ", true)",
              row -> {
                int object = day.find(row.getInt(1), row.getLong(2)).orElseThrow();
                Fate fate = day.fate(day.object(object).firstRecord() + row.getInt(3));
                boolean breaks =
                    fate instanceof Fate.Invalid invalid && invalid.rule().equals(rule.name());
                if (rule.severity() == Severity.REJECT) {
                  assertThat(row.getBoolean(4))
                      .as("%s of %s", rule.name(), fate)
                      .isEqualTo(!breaks);
                } else if (rule.severity() == Severity.FAIL) {
                  assertThat(row.getBoolean(4)).as("%s of %s", rule.name(), fate).isTrue();
                }
                if (breaks) {
                  broken.add(rule.name());
                }
              });
        }
      }
    }
    assertThat(broken)
        .isEqualTo(
            rules(name).stream()
                .filter(rule -> rule.severity() == Severity.REJECT)
                .map(QualityRule.Predicate::name)
                .collect(java.util.stream.Collectors.toSet()));
  }

  @Test
  void someOrdersBreakTheFailRuleWhenAskedFor() {
    SampleSpec spec = SampleSpec.of(1, LakeFixture.DATE, 100, 10);
    assertThat(foreign(spec)).isZero();
    assertThat(foreign(new SampleSpec(1, LakeFixture.DATE, 100, 10, 0, 3, 2, 20, 4, true)))
        .isGreaterThan(3);
  }

  private static long foreign(SampleSpec spec) {
    TableDay orders = SampleDay.of(spec).table("orders");
    return java.util.stream.LongStream.range(0, orders.records())
        .filter(record -> orders.fate(record) instanceof Fate.Good)
        .filter(
            record ->
                "USD".equals(orders.record(orders.objectOf(record), record).row().get("currency")))
        .count();
  }

  private static java.util.List<QualityRule.Predicate> rules(String table) {
    return TableCatalog.load(DefinitionFiles.readFolder(LakeFixture.CONF))
        .table(table)
        .orElseThrow()
        .rules()
        .stream()
        .filter(QualityRule.Predicate.class::isInstance)
        .map(QualityRule.Predicate.class::cast)
        .toList();
  }
}
