package dev.kcompact.finalizer.run.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.Coverage.Duplicated;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.finalizer.invocation.Json;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageDocumentTest {
  private static final String GOLDEN =
      "{\"version\":1,\"table\":\"orders\",\"date\":\"2026-11-22\",\"covered\":3,"
          + "\"missing\":[{\"key\":\"a\",\"etag\":\"e\",\"size\":5}],"
          + "\"doubled\":[{\"key\":\"b\",\"files\":[\"f\",\"g\"]}],"
          + "\"changed\":[{\"key\":\"c\",\"etag\":\"e\",\"size\":6}],\"unproven\":[\"h\"]}";

  @Test
  void isStoredAsItAlwaysWas() {
    Coverage coverage =
        new Coverage(
            3,
            List.of(new SourceObject("a", "e", 5)),
            List.of(new Duplicated("b", List.of("f", "g"))),
            List.of(new SourceObject("c", "e", 6)),
            List.of("gone"),
            List.of("h"));
    CoverageDocument document = CoverageDocument.of("orders", LocalDate.of(2026, 11, 22), coverage);

    assertThat(Json.write(document)).isEqualTo(GOLDEN);
    assertThat(Json.read(GOLDEN, CoverageDocument.class, "golden")).isEqualTo(document);
    assertThat(CoverageDocument.name("orders")).isEqualTo("coverage/orders.json");
  }
}
