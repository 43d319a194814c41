package dev.kcompact.contract.footer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.fuzz.Fuzz;
import dev.kcompact.contract.fuzz.Mutation;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

/** Any file either yields its footer or fails with an {@link IOException} that explains why. */
class FooterFuzzTest {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
  private static final byte[] FOOTER = footer();

  @Fuzz
  void aDamagedFooterIsRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    requireReadOrRefused(Mutation.of(file(FOOTER), random));
  }

  @Fuzz
  void damagedMetadataBehindASoundTrailerIsRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    requireReadOrRefused(file(Mutation.of(FOOTER, random)));
  }

  @Fuzz
  void anythingIsRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] noise = new byte[random.nextInt(64)];
    random.nextBytes(noise);
    requireReadOrRefused(random.nextBoolean() ? noise : file(noise));
  }

  @Test
  void aListThatClaimsMoreThanTheFooterHoldsIsRefusedBeforeItTakesMemory() {
    // The second field, a list of structures: the schema, of 2,147,483,647 elements.
    byte[] metadata = {0x29, (byte) 0xfc, -1, -1, -1, -1, 7, 0};
    byte[] file = file(metadata);

    assertThatThrownBy(() -> FooterReader.read(length -> file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("its footer is damaged: ");
  }

  private static void requireReadOrRefused(byte[] file) {
    try {
      Footer read =
          FooterReader.read(
              length -> Arrays.copyOfRange(file, Math.max(0, file.length - length), file.length));
      assertThat(read).isNotNull();
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static byte[] file(byte[] metadata) {
    ByteBuffer file =
        ByteBuffer.allocate(metadata.length + 8 + MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).put(metadata).putInt(metadata.length).put(MAGIC);
    return file.array();
  }

  private static byte[] footer() {
    Lineage lineage =
        Lineage.of(
            "t",
            LocalDate.of(2026, 11, 22),
            3,
            new Random(1).nextInt(3),
            List.of(new SourceObject("t/t+0+0000000000.json", "a", 1)));
    FileMetaData metadata = new FileMetaData(1, List.of(new SchemaElement("root")), 3, List.of());
    metadata.setKey_value_metadata(
        List.of(
            entry(Lineage.FOOTER_KEY, LineageCodec.encode(lineage)),
            entry(Lineage.CLOSED_BY_KEY, "MAX_WAIT")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Util.writeFileMetaData(metadata, out);
    } catch (IOException e) {
      throw new AssertionError("a byte array does not fail", e);
    }
    return out.toByteArray();
  }

  private static KeyValue entry(String key, String value) {
    KeyValue entry = new KeyValue(key);
    entry.setValue(value);
    return entry;
  }
}
