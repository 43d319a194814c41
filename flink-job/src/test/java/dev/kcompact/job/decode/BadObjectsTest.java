package dev.kcompact.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.BadObjects.BadObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad record is rejected with its reason, and its neighbours are kept. */
class BadObjectsTest {
  private static final int OBJECT = 4 << 20;
  private static final int RECORD = 1 << 20;
  private static final BaseTable TABLE = Schemas.table("id", BadObjects.SCHEMA);

  static List<BadObject> small() {
    return BadObjects.small();
  }

  static List<BadObject> large() {
    return BadObjects.large(OBJECT, RECORD);
  }

  @ParameterizedTest
  @MethodSource("small")
  void smallObjectsHaveTheExpectedOutcomes(BadObject object) {
    check(object, DecodeLimits.DEFAULTS);
  }

  @ParameterizedTest
  @MethodSource("large")
  void largeObjectsHaveTheExpectedOutcomes(BadObject object) {
    check(object, DecodeLimits.DEFAULTS.withMaxObjectBytes(OBJECT).withMaxRecordBytes(RECORD));
  }

  private static void check(BadObject object, DecodeLimits limits) {
    List<DecodedRow> rows =
        DecodedRow.rows(TABLE, limits, "t/t+0+0." + object.extension(), object.content().get());

    assertThat(rows)
        .extracting(row -> row.reason() == null ? "ok" : row.reason().split(":")[0])
        .isEqualTo(object.outcomes());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).line()).isEqualTo(i);
    }
  }
}
