package dev.kcompact.job.decode.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.CompressedContent;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.DecodedRow;
import dev.kcompact.job.decode.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/** Objects of random records in every compression, complete, cut and damaged. */
class CompressionPropertyTest {
  private static final List<String> KINDS = List.of("none", "gz", "zst", "snappy", "sz");
  private static final List<String> NAMES =
      List.of("t-0-0", "t+0+0.json", "t.gz", "t.JSON.zst", "t.snappy", "t.jsonl");
  private static final BaseTable TABLE = Schemas.column("{\"type\":\"string\"}");

  private static List<String> outcomes(String name, byte[] stored) {
    return DecodedRow.rows(TABLE, DecodeLimits.DEFAULTS, "a/" + name, stored).stream()
        .map(row -> row.reason() == null ? String.valueOf(row.value("v")) : "!" + row.reason())
        .toList();
  }

  private static List<String> values(Random random, int count) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder value = new StringBuilder("v").append(i);
      for (int j = random.nextInt(20); j > 0; j--) {
        value.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0x4e00, 0x9000) : 'a' + j);
      }
      values.add(value.toString());
    }
    return values;
  }

  private static String lines(List<String> values) {
    StringBuilder lines = new StringBuilder();
    values.forEach(value -> lines.append("{\"v\":\"").append(value).append("\"}\n"));
    return lines.toString();
  }

  /** One stream or some, one after the other, in pieces of any size. */
  private static byte[] compressed(String kind, Random random, byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    do {
      int to = random.nextInt(3) > 0 ? text.length : from + random.nextInt(text.length - from + 1);
      try (OutputStream out = stream(kind, random, bytes)) {
        out.write(text, from, (to - from) / 2);
        if (random.nextBoolean()) {
          out.flush();
        }
        out.write(text, from + (to - from) / 2, to - from - (to - from) / 2);
      }
      from = to;
    } while (from < text.length);
    return bytes.toByteArray();
  }

  private static OutputStream stream(String kind, Random random, OutputStream to)
      throws IOException {
    return switch (kind) {
      case "gz" -> new GZIPOutputStream(to);
      case "zst" -> new ZstdOutputStream(to, 1 + random.nextInt(5)).setChecksum(true);
      case "snappy" -> new SnappyOutputStream(to, 1024 << random.nextInt(6));
      case "sz" -> new SnappyFramedOutputStream(to, 64 << random.nextInt(8), 0.85);
      default -> to;
    };
  }

  @Property(tries = 300)
  void readsWhatWasWrittenWhateverItsName(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> values = values(random, 1 + random.nextInt(1 << random.nextInt(11)));
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    byte[] stored = compressed(kind, random, lines(values).getBytes(UTF_8));

    String name = NAMES.get(random.nextInt(NAMES.size()));
    assertThat(outcomes(name, stored)).as(kind + " called " + name).isEqualTo(values);
  }

  /** A cut is reported, but for one between two blocks of a stream without an end. */
  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void reportsACutAtEveryByte(String kind) throws IOException {
    Random random = new Random(kind.hashCode());
    List<String> values = values(random, 200);
    byte[] stored = compressed(kind, new Random(5), lines(values).getBytes(UTF_8));
    int unreported = 0;
    for (int length = 1; length < stored.length; length++) {
      List<String> outcomes = outcomes("t-0-0", Arrays.copyOf(stored, length));

      int good = (int) outcomes.stream().filter(each -> !each.startsWith("!")).count();
      assertThat(outcomes.subList(0, good))
          .as("length " + length)
          .isEqualTo(values.subList(0, good));
      assertThat(outcomes.size() - good).as("length " + length).isLessThanOrEqualTo(1);
      unreported += outcomes.size() == good ? 1 : 0;
    }
    assertThat(unreported).isLessThanOrEqualTo(kind.startsWith("s") ? 20 : 0);
  }

  /** What has a checksum ends in a corrupt row; without one, a changed letter is a letter. */
  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void damageIsNoException(String kind) throws IOException {
    Random random = new Random(kind.hashCode());
    List<String> values = values(random, 100);
    byte[] stored = compressed(kind, new Random(7), lines(values).getBytes(UTF_8));
    for (int at = 0; at < stored.length; at++) {
      for (int bit : new int[] {at % 8, 7 - at % 8}) {
        byte[] damaged = stored.clone();
        damaged[at] ^= (byte) (1 << bit);

        List<String> outcomes = outcomes("t-0-0", damaged);

        if (!kind.equals("snappy") && !outcomes.equals(values)) {
          assertThat(outcomes.get(outcomes.size() - 1)).as("byte " + at).startsWith("!");
        }
      }
    }
  }

  @Property(tries = 500)
  void whatIsNoTextIsOneRow(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] junk = new byte[64 + random.nextInt(10_000)];
    random.nextBytes(junk);
    junk[0] = (byte) (random.nextBoolean() ? 'B' : 0x04);
    junk[1] = (byte) (random.nextBoolean() ? 'Z' : 0x22);

    assertThat(outcomes("t-0-0", junk)).containsExactly("!unknown_compression");
    assertThat(outcomes("t-0-0", CompressedContent.compressed("gz", junk)))
        .containsExactly("!unknown_compression");
  }

  @Property(tries = 200)
  void rawSnappyIsNotGuessed(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] raw = Snappy.compress(lines(values(random, 3 + random.nextInt(500))).getBytes(UTF_8));

    // Raw Snappy has no header: a size of 91 or 123 bytes looks like a bracket.
    if (!TextProbe.beginsLikeJson(raw, raw.length) && raw[0] != '[' && raw[0] != '{') {
      assertThat(outcomes("t-0-0", raw)).containsExactly("!unknown_compression");
    }
  }

  @Test
  void aDamagedRecordDoesNotHideThoseAfterIt() {
    byte[] text = "{\u0001\u0002a\":1}\n{\"id\":1}\n{\"id\":2}\n".getBytes(UTF_8);
    assertThat(outcomes("t-0-0", text)).hasSize(3).first().isEqualTo("!malformed_json");
  }
}
