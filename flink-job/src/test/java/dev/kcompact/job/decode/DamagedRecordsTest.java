package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.text.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Records with a flipped bit, a lost end, too few or too many bytes. Jackson reads the complete
 * values that are left; everything else must be one corrupt record.
 */
class DamagedRecordsTest {
  private static final JsonMapper NO_NAME_TWICE =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * What a line holds.
   *
   * @param broken whether something that is no value follows
   */
  private record Line(List<String> values, boolean broken) {}

  @Property(tries = 5000)
  void agreesWithJackson(@ForAll long seed) throws IOException {
    check(seed);
  }

  @Tag("long")
  @Property(tries = 1_000_000)
  void agreesWithJacksonForLong(@ForAll long seed) throws IOException {
    check(seed);
  }

  @Test
  void damagesInEveryWay() throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int seed = 0; seed < 2000; seed++) {
      outcomes.merge(check(seed), 1, Integer::sum);
    }

    assertThat(outcomes)
        .containsOnlyKeys("broken", "not-utf8", "our-own", "complete")
        .allSatisfy((outcome, count) -> assertThat(count).isGreaterThan(10));
  }

  private static String check(long seed) throws IOException {
    Random random = new Random(seed);
    StructType type = new RandomSchema(random).struct(3);
    String sound = new RandomRecord(random).record(type).replace('\n', ' ').replace('\r', ' ');
    byte[] damaged = RandomDamage.of(sound.getBytes(UTF_8), random);
    BaseTable table = RandomRecordsTest.table(type);
    List<DecodedRow> rows = DecodedRow.rows(table, DecodeLimits.DEFAULTS, "x.json", damaged);

    boolean utf8 = Utf8.isValid(damaged, 0, damaged.length);
    String text = new String(damaged, UTF_8);
    Line line = line(text);
    boolean scalar =
        rows.stream()
            .anyMatch(
                row ->
                    "not_an_object".equals(row.reason())
                        && !String.valueOf(row.text()).startsWith("["));
    if (line == null || scalar || text.strip().startsWith("[")) {
      // Where a scalar at the top ends is our own rule, and arrays are taken apart.
      return "our-own";
    }
    if (utf8) {
      assertThat(rows).as(text).hasSize(line.values().size() + (line.broken() ? 1 : 0));
      for (int i = 0; i < line.values().size(); i++) {
        assertAgrees(rows.get(i), line.values().get(i), type);
      }
    }
    if (line.broken() || !utf8) {
      assertThat(rows).as(text).anyMatch(row -> row.reason() != null);
    }
    if (line.broken() && utf8) {
      // A short text that begins like no JSON and has control characters may be no text at all.
      String reason = rows.get(rows.size() - 1).reason();
      assertThat(
              text.strip().startsWith("{") || !"unknown_compression".equals(reason) ? reason : "")
          .as(text)
          .isIn("malformed_json", "");
    }
    return line.broken() ? "broken" : utf8 ? "complete" : "not-utf8";
  }

  /** Null if there is a scalar at the top level. */
  private static @Nullable Line line(String text) throws IOException {
    List<String> values = new ArrayList<>();
    try (JsonParser parser = RandomRecordsTest.MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isStructStart()) {
          return null;
        }
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        if (parser.currentToken() == null) {
          return new Line(values, true);
        }
        values.add(text.substring(start, (int) parser.currentLocation().getCharOffset()));
      }
    } catch (JsonParseException e) {
      return new Line(values, true);
    }
    return new Line(values, false);
  }

  private static void assertAgrees(DecodedRow row, String value, StructType type)
      throws IOException {
    JsonNode tree = RandomRecordsTest.MAPPER.readTree(value);
    boolean twice = hasNameTwice(value);
    if (!twice && !hasHalfCharacter(tree)) {
      RandomRecordsTest.assertSame(row, value, type);
      return;
    }
    // Which of several errors comes first only a reader in order knows, and of one name's two
    // values the tree has the last.
    assertThat(row.reason()).as(value).isNotNull();
    if (!twice && new ReferenceDecoder(tree, type).reason() == null) {
      assertThat(row.reason()).as(value).startsWith("invalid_utf8");
    }
  }

  private static boolean hasNameTwice(String value) throws IOException {
    try {
      NO_NAME_TWICE.readTree(value);
      return false;
    } catch (JsonParseException e) {
      return true;
    }
  }

  private static boolean hasHalfCharacter(JsonNode tree) {
    if (tree.isTextual()) {
      return isHalf(tree.textValue());
    }
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      if (isHalf(member.getKey())) {
        return true;
      }
    }
    for (JsonNode child : tree) {
      if (hasHalfCharacter(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalf(String text) {
    return text.codePoints().anyMatch(found -> found >= 0xd800 && found <= 0xdfff);
  }
}
