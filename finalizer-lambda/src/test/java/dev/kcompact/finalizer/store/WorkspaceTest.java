package dev.kcompact.finalizer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  /** Higher than any process id of Linux. */
  private static final String ENDED = "kcompact-999999999-x";

  @TempDir Path tmp;

  @Test
  void isRemovedWithAllItHolds() throws Exception {
    Path file;
    try (Workspace workspace = Workspace.open(tmp)) {
      file = Files.writeString(workspace.folder("in").resolve("file"), "text");
      assertThat(file).exists();
    }

    assertThat(file).doesNotExist();
    try (var left = Files.list(tmp)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void removesWhatAKilledProcessLeftAndNothingElse() throws Exception {
    Files.writeString(Files.createDirectory(tmp.resolve(ENDED)).resolve("file"), "left");
    Files.createDirectory(tmp.resolve("kcompact-notes"));
    try (Workspace other = Workspace.open(tmp);
        Workspace own = Workspace.open(tmp)) {
      assertThat(tmp.resolve(ENDED)).doesNotExist();
      assertThat(tmp.resolve("kcompact-notes")).exists();
      assertThat(other.folder("x")).exists().isNotEqualTo(own.folder("x"));
    }
  }
}
