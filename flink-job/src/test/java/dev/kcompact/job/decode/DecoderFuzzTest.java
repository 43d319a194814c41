package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.kcompact.contract.fuzz.Fuzz;
import dev.kcompact.contract.table.BaseTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;

/** Random bytes become rows, and never an exception. */
class DecoderFuzzTest {
  private static final BaseTable TABLE = Schemas.table("id", BadObjects.SCHEMA);
  private static final DecodeLimits LIMITS =
      new DecodeLimits(1 << 20, 1 << 12, 1 << 10, 8, 1 << 10);
  private static final List<byte[]> CORPUS =
      BadObjects.small().stream()
          .filter(object -> object.extension().equals("json"))
          .map(object -> object.content().get())
          .filter(content -> content.length > 0 && content.length < 1000)
          .toList();
  private static final String SOUND = "{\"id\":7,\"text\":\"é\",\"x\":[1.50]}";
  private static final DecodedRow READ = read("json", SOUND.getBytes(UTF_8)).get(0);
  private static final List<String> EXTENSIONS = List.of("json", "json.gz", "json.zst");

  @Fuzz
  void anyBytesBecomeRows(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = RandomDamage.anywhere(mixed(random), random);
    String extension = EXTENSIONS.get(random.nextInt(EXTENSIONS.size()));
    byte[] stored = random.nextInt(4) == 0 ? bytes : compressed(extension, bytes);
    requireSound(read(extension, stored));
  }

  @Fuzz
  void anyCompressedBytesBecomeRows(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String extension = EXTENSIONS.get(1 + random.nextInt(2));
    byte[] intact = compressed(extension, mixed(random));
    byte[] stored = RandomDamage.anywhere(intact, random);
    if (random.nextInt(4) == 0) {
      byte[] more = compressed(extension, mixed(random));
      int length = stored.length;
      stored = Arrays.copyOf(stored, length + more.length);
      System.arraycopy(more, 0, stored, length, more.length);
    }
    requireSound(read(extension, stored));
  }

  /** A line costs neither the one before nor the one behind. */
  @Fuzz
  void aBadLineCostsNoOther(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] line = RandomDamage.anywhere(mixed(random), random);
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes((SOUND + "\n").getBytes(UTF_8));
    text.writeBytes(line);
    text.writeBytes(("\n" + SOUND + "\n" + SOUND).getBytes(UTF_8));

    List<DecodedRow> rows = read("json", text.toByteArray());

    requireSound(rows);
    assertThat(rows).hasSizeGreaterThan(2);
    assertSame(rows.get(0), READ);
    assertSame(rows.get(rows.size() - 2), READ);
    assertSame(rows.get(rows.size() - 1), READ);
  }

  private static void assertSame(DecodedRow row, DecodedRow sound) {
    assertThat(row.reason()).isNull();
    assertThat(row.columns()).isEqualTo(sound.columns());
    assertThat(row.rescued()).isEqualTo(sound.rescued());
  }

  /** Rows in order, each good or with a reason, none with more than is kept. */
  private static void requireSound(List<DecodedRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      DecodedRow row = rows.get(i);
      assertThat(row.line()).isEqualTo(i);
      if (row.reason() != null) {
        assertThat(row.text()).hasSizeLessThan(LIMITS.maxCorruptBytes() * 4 / 3 + 20);
      }
    }
  }

  private static List<DecodedRow> read(String extension, byte[] stored) {
    return DecodedRow.rows(TABLE, LIMITS, "t/t+0+0." + extension, stored);
  }

  private static byte[] mixed(Random random) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      text.writeBytes(CORPUS.get(random.nextInt(CORPUS.size())));
      if (random.nextBoolean()) {
        text.write('\n');
      }
    }
    return text.toByteArray();
  }

  private static byte[] compressed(String extension, byte[] text) throws IOException {
    if (extension.endsWith(".zst")) {
      return Zstd.compress(text);
    }
    if (!extension.endsWith(".gz")) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }
}
