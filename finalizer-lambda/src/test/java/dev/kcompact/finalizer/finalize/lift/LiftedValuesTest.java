package dev.kcompact.finalizer.finalize.lift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.values.DecodedValues;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lifted value is what the job's decoder makes of it, or its row is invalid as there. */
@Tag("full")
class LiftedValuesTest {
  private static final String BEFORE =
      "{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"integer\"}}}";

  /** The decoder takes any JSON here; another value than an object breaks the rule on its type. */
  private static final String ANY_OBJECT = "{\"type\":\"object\",\"additionalProperties\":true}";

  @TempDir Path tmp;

  static List<DecodedValues> all() {
    return DecodedValues.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void areThoseOfTheDecoder(DecodedValues expected) throws Exception {
    List<String> values = DecodedValues.values();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      rows.add(row(i, "{\"v\":" + values.get(i) + "}"));
    }
    String after =
        "{\"type\":\"object\",\"required\":[\"v\"],\"properties\":{\"k\":{\"type\":\"integer\"},\"v\":"
            + expected.schema()
            + "}}";

    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(BEFORE, rows)
            .finalized(DecodedValues.table(expected.definition(), after));

    Map<Long, @Nullable String> good = new HashMap<>();
    Map<Long, @Nullable String> bad = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (!expected.accepted().containsKey(values.get(i))) {
        bad.put((long) i, "rescued:/v {\"v\":" + values.get(i) + "}");
      } else if (expected.schema().equals(ANY_OBJECT) && !values.get(i).startsWith("{")) {
        bad.put((long) i, "type:/v");
      } else {
        good.put((long) i, expected.accepted().get(values.get(i)));
      }
    }
    assertThat(named(EvolvedTable.values(found.files(), "SELECT k, v FROM files")))
        .isEqualTo(named(good));
    String reasons =
        "SELECT line, concat_ws(' ', reason, rescued) FROM files WHERE kind = 'invalid'";
    assertThat(named(EvolvedTable.values(found.quarantine(), reasons))).isEqualTo(named(bad));
  }

  private static String row(int key, String rescued) throws JsonProcessingException {
    return new ObjectMapper()
        .writeValueAsString(Map.of("k", key, "_line", key, "_rescued", rescued));
  }

  /** Names rows by their value, for a message. */
  private static Map<String, @Nullable String> named(Map<Long, @Nullable String> rows) {
    Map<String, @Nullable String> named = new HashMap<>();
    rows.forEach((key, text) -> named.put(DecodedValues.values().get(key.intValue()), text));
    return named;
  }
}
