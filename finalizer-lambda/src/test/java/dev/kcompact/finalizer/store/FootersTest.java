package dev.kcompact.finalizer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootersTest {
  @TempDir Path tmp;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = Stores.open(StorageLocation.ofFolder(tmp));
  }

  @Test
  void readsRowsAndLineage() throws Exception {
    Lineage lineage = lineage(3);
    write(Map.of(Lineage.FOOTER_KEY, LineageCodec.encode(lineage)));

    Footer footer = Footers.read(store, "file.parquet");

    assertThat(footer.lineage()).contains(lineage);
    assertThat(footer.rows()).isEqualTo(1);
    assertThat(footer.uncompressedBytes()).isPositive();
  }

  @Test
  void readsAFooterThatIsLargerThanTheFirstRead() throws Exception {
    Lineage lineage = lineage(3);
    write(
        Map.of(
            "something.else",
            "x".repeat(3 << 20),
            Lineage.FOOTER_KEY,
            LineageCodec.encode(lineage)));

    assertThat(Footers.read(store, "file.parquet").lineage()).contains(lineage);
  }

  @Test
  void knowsAFileWithoutLineage() throws Exception {
    write(Map.of());

    assertThat(Footers.read(store, "file.parquet").lineage()).isEmpty();
  }

  @Test
  void namesWhatIsNoParquetFile() {
    store.put("text.parquet", "this is no Parquet file at all");
    store.put("short.parquet", "PAR1");

    assertThatThrownBy(() -> Footers.read(store, "text.parquet"))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("text.parquet")
        .hasMessageContaining("does not end as a Parquet file");
    assertThatThrownBy(() -> Footers.read(store, "short.parquet"))
        .isInstanceOf(RetryableException.class);
  }

  private void write(Map<String, String> metadata) throws Exception {
    ParquetFile.write(
        tmp.resolve("file.parquet"),
        SampleDefinitions.orders(),
        List.of(DayFixture.order("O-1", "1.00", 0, 0)),
        metadata);
  }

  private static Lineage lineage(int objects) {
    List<SourceObject> sources = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      sources.add(new SourceObject("topics/orders/orders+0+000000000" + i + ".json", "e", i));
    }
    return Lineage.of("orders", DayFixture.DAY, 1, 0, sources);
  }
}
