package dev.kcompact.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/**
 * Random records of random schemas: each is a good row of what is inferred, and nothing is lost.
 */
class InferencePropertyTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 27);

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void everyRecordIsAGoodRowWithItsValues(@ForAll @LongRange(min = 0) long seed) throws Exception {
    assertInferred(new RandomRecords(seed).make());
  }

  @Tag("full")
  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void everyRecordOfManySchemasIsAGoodRow(@ForAll @LongRange(min = 0) long seed) throws Exception {
    assertInferred(new RandomRecords(seed).make());
  }

  private static void assertInferred(List<JsonNode> records) throws Exception {
    StringBuilder lines = new StringBuilder();
    records.forEach(record -> lines.append(record).append('\n'));
    SampledObject object =
        new SampledObject("t+0+0.json", DAY, lines.toString().getBytes(UTF_8), false, Map.of());
    InferredTable inferred =
        new TableInference(
                new TableRequest(
                    "t",
                    "raw",
                    "t",
                    "topics/t/",
                    "",
                    List.of(),
                    "",
                    ZoneOffset.UTC,
                    false,
                    Set.of(),
                    List.of()))
            .infer(List.of(object));

    assertThat(inferred.corrupt()).isEmpty();
    assertThat(inferred.good()).isEqualTo(records.size());
    BaseTable table = TableCatalog.load(inferred.files()).baseTables().get(0);
    List<Integer> seen = new ArrayList<>();
    int rows =
        new ObjectDecoder(table, DecodeLimits.DEFAULTS)
            .decode(
                object.key(),
                object.bytes(),
                row -> {
                  JsonNode written = RecordTexts.JSON.readTree(records.get(row.line()).toString());
                  SourceComparison.assertSame(written, table.schema().root(), row);
                  seen.add(row.line());
                });
    assertThat(seen).hasSize(rows).hasSize(records.size());
  }
}
