package dev.kcompact.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.values.DecodedValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the file with which the finalizer's values are compared to the decoder. */
class DecodedValuesTest {
  static List<DecodedValues> all() {
    return DecodedValues.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theFileHasWhatTheDecoderMakes(DecodedValues known) {
    assertThat(decoded(known)).as(known.line()).isEqualTo(known);
  }

  private static DecodedValues decoded(DecodedValues known) {
    Map<String, @Nullable String> accepted = new LinkedHashMap<>();
    BaseTable table = known.table();
    for (String json : DecodedValues.values()) {
      DecodedRow row = DecodedRow.rows(table, "{\"v\":" + json + "}").get(0);
      if (row.reason() == null) {
        accepted.put(json, DecodedValues.text(row.value("v")));
      }
    }
    return new DecodedValues(known.definition(), known.schema(), accepted);
  }
}
