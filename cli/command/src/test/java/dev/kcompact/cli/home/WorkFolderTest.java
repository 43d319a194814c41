package dev.kcompact.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.process.CommandException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir private Path directory;

  @Test
  void belongsToOneCommandAtATime() {
    try (WorkFolder folder = WorkFolder.take(directory)) {
      assertThat(folder.log("s3")).isEqualTo(directory.resolve("logs/s3.log"));
      assertThatThrownBy(() -> WorkFolder.take(directory))
          .isInstanceOf(CommandException.class)
          .hasMessage(
              "Another kcompact works in %s: end it, or name another --work folder"
                  .formatted(directory));
    }
    WorkFolder.take(directory).close();
  }
}
