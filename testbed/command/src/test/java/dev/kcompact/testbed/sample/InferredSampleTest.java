package dev.kcompact.testbed.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.KcompactCommand;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares what {@code init} infers from the sample's objects with {@code conf/}. */
@Tag("full")
class InferredSampleTest {
  private static final Path CONF = Path.of("../../conf");

  @TempDir private Path folder;

  private TableCatalog infer() throws Exception {
    SampleDay day = SampleDay.of(SampleSpec.of(1, LocalDate.of(2026, 11, 22), 120, 40));
    Path raw = folder.resolve("raw");
    assertThat(new SampleWriter(day, ObjectSink.ofDirectory(raw), 2, () -> {}).write())
        .isPositive();
    String conf = folder.resolve("conf").toString();
    String source = raw.toUri().toString();
    int exit =
        KcompactCommand.commandLine()
            .execute("init", "--source", source, "--tables", conf, "--zone", "America/Sao_Paulo");
    assertThat(exit).isZero();
    return TableCatalog.load(DefinitionFiles.readFolder(folder.resolve("conf")));
  }

  @Test
  void isWhatTheDefinitionsSayAsFarAsDataTell() throws Exception {
    TableCatalog inferred = infer();
    Map<String, String> others = new TreeMap<>();
    for (BaseTable table : TableCatalog.load(DefinitionFiles.readFolder(CONF)).baseTables()) {
      BaseTable found = (BaseTable) inferred.table(table.name()).orElseThrow();
      assertThat(found.prefix()).isEqualTo(table.prefix());
      assertThat(found.topic()).isEqualTo(table.topic());
      assertThat(found.naming()).isEqualTo(table.naming());
      assertThat(found.day()).isEqualTo(table.day());
      for (Field field : table.schema().columns()) {
        String expected = TypeNames.duckDb(field.type());
        String actual =
            found
                .schema()
                .column(field.name())
                .map(same -> TypeNames.duckDb(same.type()))
                .orElse("none");
        boolean isDecimal = expected.startsWith("DECIMAL(") && actual.startsWith("DECIMAL(38,");
        if (!actual.equals(expected) && !isDecimal && !expected.startsWith("STRUCT")) {
          others.put(table.name() + "." + field.name(), actual.replaceAll("\\(.*", ""));
        }
      }
    }

    // docs/init.md explains each.
    assertThat(others)
        .isEqualTo(
            Map.of(
                "customers.preferences", "STRUCT",
                "orders.customer_id", "DECIMAL",
                "orders.tags", "STRUCT",
                "payments.fee", "VARCHAR",
                "payments.gateway_response", "STRUCT",
                "shipments.dimensions_cm", "DECIMAL",
                "shipments.volume_m3", "DECIMAL"));
  }
}
