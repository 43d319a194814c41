package dev.kcompact.job.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeProbeTest {
  private static final Duration SOON = Duration.ofMillis(1);

  @TempDir private Path folder;

  @Test
  void leavesNoFileInALakeThatCanBeWritten() throws Exception {
    LakeProbe.check(StorageLocation.ofFolder(folder), null, null, SOON);

    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(folder.resolve("compacted")).as("it was written there").exists();
  }

  @Test
  void namesPlaceRegionEndpointAndPermissionInOneLine() throws Exception {
    Files.writeString(folder.resolve("compacted"), "not a folder");

    assertThatThrownBy(
            () ->
                LakeProbe.check(
                    StorageLocation.ofFolder(folder), "http://127.0.0.1:9", "r-1", SOON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "Failed to write to the lake",
            folder + "/compacted/_probe",
            "(region r-1, endpoint http://127.0.0.1:9)",
            "needs s3:PutObject")
        .hasMessageNotContaining("\n");
  }

  /** The plugin is missing here, as it may be on a cluster. */
  @Test
  void aMissingFileSystemIsReportedInTheSameWay() {
    assertThatThrownBy(() -> LakeProbe.check(StorageLocation.parse("s3://lake/"), null, null, SOON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("s3a://lake/compacted/_probe", "(region of the environment")
        .hasMessageNotContaining("\n");
  }
}
