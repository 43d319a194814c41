package dev.kcompact.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.process.CommandException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStackTest {
  private static final RunningStack STACK =
      new RunningStack(
          new Endpoints(
              URI.create("http://127.0.0.1:1"),
              URI.create("http://127.0.0.1:2"),
              "127.0.0.1:3",
              URI.create("http://127.0.0.1:4/")),
          "arn:aws:states:us-east-1:123456789012:stateMachine:kcompact-daily");

  @TempDir Path folder;

  @Test
  void isWrittenLikeThis() throws Exception {
    String json =
        """
        {
          "version" : 1,
          "s3" : "http://127.0.0.1:1",
          "aws" : "http://127.0.0.1:2",
          "kafka" : "127.0.0.1:3",
          "serviceNow" : "http://127.0.0.1:4/",
          "stateMachine" : "arn:aws:states:us-east-1:123456789012:stateMachine:kcompact-daily"
        }\
        """;

    assertThat(STACK.toJson()).isEqualToNormalizingNewlines(json);
    assertThat(RunningStack.parse(json)).isEqualTo(STACK);
  }

  @Test
  void isFoundAsLongAsItRuns() throws Exception {
    try (WorkFolder work = WorkFolder.take(folder)) {
      assertThatThrownBy(() -> RunningStack.in(folder)).isInstanceOf(CommandException.class);
      AutoCloseable left = STACK.leaveIn(work.directory());

      assertThat(RunningStack.in(folder)).isEqualTo(STACK);

      left.close();
      assertThatThrownBy(() -> RunningStack.in(folder)).isInstanceOf(CommandException.class);
    }
  }

  @Test
  void aKilledCommandsFileIsNoStack() throws Exception {
    Files.createFile(folder.resolve("lock"));
    try (AutoCloseable left = STACK.leaveIn(folder)) {
      assertThatThrownBy(() -> RunningStack.in(folder))
          .hasMessage(
              "No stack runs in %s: start it with kcompact up, or name its --work folder", folder);
      assertThat(left).isNotNull();
    }
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> RunningStack.parse("{\"version\": 2}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version is not 1: 2");
  }
}
