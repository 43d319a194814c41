package dev.kcompact.contract.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.fuzz.Fuzz;
import dev.kcompact.contract.fuzz.Mutation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import org.junit.jupiter.api.Test;

/** Damaged lineage is either decoded or rejected in one line. */
class LineageFuzzTest {
  @Fuzz
  void aDamagedTextIsRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] text = LineageCodec.encode(lineage(random)).getBytes(UTF_8);
    requireOneOf(new String(Mutation.of(text, random), UTF_8));
  }

  /** Damages the uncompressed body, because the compression's checks detect most other damage. */
  @Fuzz
  void aDamagedBodyIsRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    requireOneOf(text(Mutation.of(LineageCodec.body(lineage(random)), random)));
  }

  private static void requireOneOf(String text) {
    try {
      Lineage read = LineageCodec.decode(text);
      assertThat(LineageCodec.decode(LineageCodec.encode(read))).isEqualTo(read);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
    }
  }

  @Test
  void aBodyThatClaimsMoreThanADayHasIsRefusedBeforeItTakesMemory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] body = LineageCodec.body(lineage(new Random(1)));
    // Table, day, rows, corrupt rows, raw bytes, digest; then one series of ten million numbers.
    bytes.write(new byte[] {1, 't', 1, 1, 0, 1});
    bytes.write(body, 0, 32);
    bytes.write(1);
    bytes.write(new byte[] {(byte) 0x80, (byte) 0x80, 2});
    bytes.write("a".repeat(1 << 15).getBytes(UTF_8));
    bytes.write(new byte[] {0, 18, (byte) 0x80, (byte) 0xad, (byte) 0xe2, 4});
    bytes.write(new byte[10_000_000]);

    try {
      LineageCodec.decode(text(bytes.toByteArray()));
      throw new AssertionError("was read");
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("lineage is damaged: ");
    }
  }

  static String text(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(1);
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED, true))) {
      out.write(body);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Lineage lineage(Random random) {
    List<SourceObject> objects = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      String key =
          random.nextBoolean()
              ? String.format("t/t+%d+%010d.json", random.nextInt(2), objects.size() * 20L)
              : "t/ünordered " + objects.size() + ".json";
      objects.add(new SourceObject(key, "e" + random.nextInt(), random.nextInt(1 << 20)));
    }
    return Lineage.of("t", LocalDate.of(2026, 11, 22), 100, random.nextInt(100), objects);
  }
}
