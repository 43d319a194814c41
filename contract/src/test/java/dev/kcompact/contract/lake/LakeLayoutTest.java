package dev.kcompact.contract.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lake.LakeLayout.CompactedFile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LakeLayoutTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  @Test
  void compactedFilesAreFoundByTheirKeys() {
    assertThat(LakeLayout.compactedFile(LakeLayout.compacted("orders", DAY) + "part-1-0.parquet"))
        .contains(new CompactedFile("orders", DAY, "part-1-0.parquet"));
  }

  @Test
  void unfinishedAndForeignFilesAreNot() {
    String directory = LakeLayout.compacted("orders", DAY);
    assertThat(LakeLayout.compactedFile(directory + ".part-1-0.parquet.inprogress.x")).isEmpty();
    assertThat(LakeLayout.compactedFile(directory + "_tmp_part.parquet")).isEmpty();
    assertThat(LakeLayout.compactedFile(directory + "deeper/part.parquet")).isEmpty();
    assertThat(LakeLayout.compactedFile("compacted/orders/dt=2026-02-30/a.parquet")).isEmpty();
  }

  @Test
  void everyRunHasItsOwnDirectories() {
    assertThat(LakeLayout.processed("vendas", "orders", DAY, "r1"))
        .isEqualTo("processed/vendas/orders/dt=2026-11-22/run=r1/");
    assertThat(LakeLayout.quarantine("orders", DAY, "r1"))
        .isEqualTo("quarantine/orders/dt=2026-11-22/run=r1/");
    assertThat(LakeLayout.run(DAY, "r1")).isEqualTo("_kcompact/runs/2026-11-22/r1/");
  }
}
