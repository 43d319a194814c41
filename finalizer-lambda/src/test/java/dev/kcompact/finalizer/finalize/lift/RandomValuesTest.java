package dev.kcompact.finalizer.finalize.lift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.values.DecodedValues;
import dev.kcompact.finalizer.finalize.lift.WrittenValue.Form;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were compacted before any of their columns was declared. */
class RandomValuesTest {
  private static final int ROWS = 300;
  private static final Map<String, Form> FORMS = WrittenValue.forms();

  @TempDir Path tmp;

  /** What each good row must have, by column; each bad one its reasons. */
  private final Map<Long, Map<String, @Nullable String>> good = new HashMap<>();

  private final Map<Long, @Nullable String> bad = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areFinalizedAsWritten(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (long key = 0; key < ROWS; key++) {
      rows.add(row(key, random));
    }
    String columns =
        FORMS.entrySet().stream()
            .map(form -> ",\"" + form.getKey() + "\":" + form.getValue().schema())
            .collect(Collectors.joining());
    String before = "{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"integer\"}%s}}";

    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(before.formatted(""), rows)
            .finalized(
                DecodedValues.table("processed: { rescued: true }", before.formatted(columns)));

    for (String column : FORMS.keySet()) {
      Map<Long, @Nullable String> expected = new HashMap<>();
      good.forEach((key, values) -> expected.put(key, values.get(column)));
      assertThat(EvolvedTable.values(found.files(), "SELECT k, " + column + " FROM files"))
          .as(column)
          .isEqualTo(expected);
    }
    assertThat(EvolvedTable.values(found.files(), "SELECT k, _rescued FROM files").values())
        .containsOnly("{\"more\":1.50}");
    String reasons = "SELECT line, reason FROM files WHERE kind = 'invalid'";
    assertThat(EvolvedTable.values(found.quarantine(), reasons)).isEqualTo(bad);
    assertThat(bad).hasSizeBetween(ROWS / 10, ROWS / 2);
  }

  private String row(long key, Random random) throws Exception {
    Map<String, String> members = new LinkedHashMap<>();
    Map<String, @Nullable String> values = new HashMap<>();
    List<String> reasons = new ArrayList<>();
    boolean isBad = random.nextInt(4) == 0;
    FORMS.forEach(
        (column, form) -> {
          WrittenValue written = random.nextInt(10) == 0 ? null : form.writer().apply(random);
          if (isBad && random.nextInt(8) == 0) {
            members.put(column, form.bad(random));
            reasons.add("rescued:/" + column);
          } else if (written != null || random.nextBoolean()) {
            members.put(column, written == null ? "null" : written.json());
            values.put(column, DecodedValues.text(WrittenValue.valueOf(written)));
          }
        });
    members.put("more", "1.50");
    if (reasons.isEmpty()) {
      good.put(key, values);
    } else {
      bad.put(key, String.join(",", reasons));
    }
    String rescued =
        members.entrySet().stream()
            .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    return new ObjectMapper()
        .writeValueAsString(new TreeMap<>(Map.of("k", key, "_line", key, "_rescued", rescued)));
  }
}
