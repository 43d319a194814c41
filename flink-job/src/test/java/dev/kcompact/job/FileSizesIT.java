package dev.kcompact.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I3: how large files are is the planner's business, and nothing's else. */
class FileSizesIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";

  @TempDir Path folder;

  @Test
  void areTheSameAtEveryCheckpointInterval() throws Exception {
    RawFolder raw = smallObjects();
    assertThat(sizes(raw, "10 s")).hasSizeGreaterThan(3).isEqualTo(sizes(raw, "1 s"));
  }

  @Test
  @Tag("long")
  void areTheSameAtAMinutesInterval() throws Exception {
    RawFolder raw = smallObjects();
    assertThat(sizes(raw, "60 s")).hasSizeGreaterThan(3).isEqualTo(sizes(raw, "1 s"));
  }

  private RawFolder smallObjects() {
    RawFolder raw = new RawFolder(folder.resolve("raw"));
    for (int i = 0; i < 200; i++) {
      raw.put("orders", DAY, i % 3, (i / 3) * 20L, 20);
    }
    return raw;
  }

  /** The sizes of the files of one run; the run holds every row once. */
  private List<Long> sizes(RawFolder raw, String interval) throws Exception {
    Path to = folder.resolve("lake-" + interval.replace(" ", ""));
    try (LocalCluster cluster =
        new LocalCluster(folder.resolve("state-" + interval), raw.uri(), to.toUri() + "/", 2)) {
      cluster
          .property("bounded", "true")
          .property("group.max-raw-bytes", "20000")
          .set("execution.checkpointing.interval", interval);
      cluster.await(cluster.submit(Tables.definitions("orders"), 2, null));
    }
    LakeOracle lake = new LakeOracle(to);
    assertThat(lake.lines(false)).containsExactlyInAnyOrderElementsOf(raw.lines());
    return sizes(lake);
  }

  private static List<Long> sizes(LakeOracle lake) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (Path file : lake.files()) {
      sizes.add(Files.size(file));
    }
    sizes.sort(null);
    return sizes;
  }
}
