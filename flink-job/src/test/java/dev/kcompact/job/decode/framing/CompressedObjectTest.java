package dev.kcompact.job.decode.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.sun.management.ThreadMXBean;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.CompressedContent;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.DecodedRow;
import dev.kcompact.job.decode.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be had of a compressed object is had, and what cannot is one corrupt record. */
class CompressedObjectTest {
  private static final String DAMAGED = "damaged_compression";
  private static final BaseTable TABLE = Schemas.column("{\"type\":\"integer\"}");

  private static List<String> outcomes(String key, byte[] stored) {
    return outcomes(key, stored, DecodeLimits.DEFAULTS);
  }

  private static List<String> outcomes(String key, byte[] stored, DecodeLimits limits) {
    return DecodedRow.rows(TABLE, limits, key, stored).stream()
        .map(row -> row.reason() != null ? row.reason() : String.valueOf(row.value("v")))
        .toList();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(UTF_8));
  }

  private static byte[] compressed(String extension, String text) {
    return switch (extension) {
      case "gz" -> gzip(text);
      case "zst" -> zstd(text);
      default -> CompressedContent.compressed(extension, text);
    };
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"v\":" + i + ",\"x\":\"" + i * 7919L % 10007 + "\"}\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void readsWhatTheFirstBytesSay(String extension) {
    byte[] stored = compressed(extension, "{\"v\":1}\n{\"v\":2}\n");

    assertThat(outcomes("a/t+0+0.json." + extension, stored)).containsExactly("1", "2");
    assertThat(outcomes("a/t+0+0.JSON." + extension.toUpperCase(java.util.Locale.ROOT), stored))
        .containsExactly("1", "2");
    assertThat(outcomes("a/t+0+0.json", stored)).containsExactly("1", "2");
    assertThat(outcomes("a/t-0-0", stored)).containsExactly("1", "2");
    assertThat(outcomes("a/t+0+0.json.zst", stored)).containsExactly("1", "2");
    assertThat(outcomes("a/t+0+0.json.gz", stored)).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void readsSeveralStreamsInOneObject(String extension) {
    byte[] stored =
        concat(compressed(extension, "{\"v\":1}\n"), compressed(extension, "{\"v\":2}\n"));

    assertThat(outcomes("t." + extension, stored)).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void readsAnEmptyStreamAsNoRecords(String extension) {
    assertThat(outcomes("t." + extension, compressed(extension, ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void keepsWhatComesBeforeTheEndOfATruncatedObject(String extension) {
    byte[] complete = compressed(extension, lines(200_000));
    byte[] half = Arrays.copyOf(complete, complete.length / 2);

    List<String> outcomes = outcomes("t." + extension, half);

    assertThat(outcomes).hasSizeBetween(2, 200_000);
    assertThat(outcomes.get(outcomes.size() - 1)).isEqualTo("damaged_compression");
    for (int i = 0; i < outcomes.size() - 1; i++) {
      assertThat(outcomes.get(i)).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void marksTheEndEvenWhereTheCutIsBetweenTwoRecords() {
    byte[] stored = gzip("{\"v\":1}\n{\"v\":2}\n");
    byte[] withoutTrailer = Arrays.copyOf(stored, stored.length - 8);

    assertThat(outcomes("t.gz", withoutTrailer)).containsExactly("1", "2", "damaged_compression");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst"})
  void keepsBytesThatAreNoStreamAsOneCorruptRecord(String extension) {
    byte[] stored = "?{\"v\":1}\n\u00ff".getBytes(UTF_8);
    List<DecodedRow> rows = DecodedRow.rows(TABLE, DecodeLimits.DEFAULTS, "t." + extension, stored);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).line()).isZero();
    assertThat(rows.get(0).reason()).isEqualTo("damaged_compression");
    assertThat(rows.get(0).text()).isEqualTo("?{\"v\":1}\n\u00ff");
    assertThat(outcomes("t." + extension, new byte[0])).containsExactly("damaged_compression");
  }

  @Test
  void keepsCompressedBytesInBase64() {
    byte[] stored = {(byte) 0x1f, (byte) 0x8b, 8, 0};
    List<DecodedRow> rows = DecodedRow.rows(TABLE, DecodeLimits.DEFAULTS, "t.gz", stored);

    assertThat(rows.get(0).text())
        .isEqualTo("base64:" + Base64.getEncoder().encodeToString(stored));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void stopsAtTheLimitOfAnObject(String extension) {
    byte[] bomb = compressed(extension, "{\"v\":1}\n".repeat(1 << 20));
    DecodeLimits limits = new DecodeLimits(1000, 1000, 1000, 64, 1000);

    List<String> outcomes = outcomes("t." + extension, bomb, limits);

    assertThat(outcomes).hasSize(126);
    assertThat(outcomes.subList(0, 125)).containsOnly("1");
    assertThat(outcomes.get(125)).isEqualTo("too_large");
    byte[] fits = compressed(extension, "{\"v\":1}\n".repeat(125));
    assertThat(outcomes("t." + extension, fits, limits)).hasSize(125).containsOnly("1");
  }

  @Test
  void keepsWholeDocumentsOfATruncatedObject() {
    String text = "{\n \"v\": 1\n}\n{\n \"v\": 2\n}\n" + "{\n \"v\": 3\n}\n".repeat(100);
    DecodeLimits limits = new DecodeLimits(30, 1000, 1000, 64, 1000);

    assertThat(outcomes("t.gz", gzip(text), limits)).containsExactly("1", "2", "too_large");
    assertThat(outcomes("t.gz", gzip("[" + text.replace("}\n{", "},\n{") + "]"), limits))
        .containsExactly("1", "2", "too_large");
  }

  @Test
  void cutsALargeObjectThatIsNotCompressedToo() {
    DecodeLimits limits = new DecodeLimits(20, 1000, 1000, 64, 1000);

    assertThat(outcomes("t.json", "{\"v\":1}\n{\"v\":2}\n{\"v\":3}\n".getBytes(UTF_8), limits))
        .containsExactly("1", "2", "too_large");
    assertThat(outcomes("t.json", "{\"v\":1}\n{\"v\":22222}".getBytes(UTF_8), limits))
        .containsExactly("1", "22222");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst"})
  void noticesDamageAnywhere(String extension) {
    List<String> sound = outcomes("t.json", lines(300).getBytes(UTF_8));
    byte[] first = checked(extension, lines(200));
    byte[] both = concat(first, checked(extension, linesFrom(200, 300)));
    for (int at = 0; at < both.length; at++) {
      byte[] damaged = both.clone();
      damaged[at] ^= 1 << at % 8;

      List<String> outcomes = outcomes("t." + extension, damaged);

      // A flip that changes no text, as in a file's time, is no damage to the records.
      if (!outcomes.equals(sound)) {
        assertThat(outcomes.get(outcomes.size() - 1)).as("byte " + at).isEqualTo(DAMAGED);
        if (at >= first.length) {
          assertThat(outcomes)
              .as("byte " + at)
              .startsWith(sound.subList(0, 200).toArray(new String[0]));
        }
      }
      byte[] truncated = Arrays.copyOf(both, at);
      if (at != first.length) {
        assertThat(outcomes("t." + extension, truncated)).as("length " + at).endsWith(DAMAGED);
      }
    }
  }

  private static String linesFrom(int from, int to) {
    String all = lines(to);
    return all.substring(lines(from).length());
  }

  /** With a checksum, as zstd's own command line writes it. */
  private static byte[] checked(String extension, String text) {
    if (extension.equals("gz")) {
      return gzip(text);
    }
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setChecksum(true).compress(text.getBytes(UTF_8));
    }
  }

  @Test
  void readsEveryPartOfAGzipHeader() {
    byte[] plain = gzip("{\"v\":1}\n");
    byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
    byte[] optional = {4, 0, 'a', 'b', 0, 0, 'n', 'a', 'm', 'e', 0, 'n', 'o', 't', 'e', 0};
    byte[] header =
        concat(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3}, optional);
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] withHeader =
        concat(
            concat(header, new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)}), body);

    assertThat(outcomes("t.gz", withHeader)).containsExactly("1");
    withHeader[header.length] ^= 1;
    assertThat(outcomes("t.gz", withHeader)).containsExactly(DAMAGED);
    assertThat(outcomes("t.gz", concat(plain, new byte[512]))).containsExactly("1");
    assertThat(outcomes("t.gz", concat(plain, new byte[] {1}))).containsExactly("1", DAMAGED);
    byte[] reserved = plain.clone();
    reserved[3] |= 0x20;
    assertThat(outcomes("t.gz", reserved)).containsExactly(DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst", "snappy", "sz"})
  void allocatesForABombNoMoreThanItsLimitAsks(String extension) {
    byte[] bomb = compressed(extension, " ".repeat(64 << 20));
    DecodeLimits limits = new DecodeLimits(1 << 20, 1 << 20, 1 << 20, 64, 1000);
    outcomes("t." + extension, bomb, limits);

    long allocated = allocated(() -> outcomes("t." + extension, bomb, limits));

    assertThat(outcomes("t." + extension, bomb, limits)).containsExactly("too_large");
    assertThat(allocated).isLessThan(8 << 20);
  }

  @Test
  void believesNoSizeThatAnObjectClaims() {
    byte[] liar = gzip("{\"v\":1}");
    Arrays.fill(liar, liar.length - 4, liar.length, (byte) 0xff);

    assertThat(allocated(() -> outcomes("t.gz", liar))).isLessThan(1 << 20);
    assertThat(outcomes("t.gz", liar)).containsExactly("1", DAMAGED);
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
