package dev.kcompact.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.process.CommandException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  private static final Connection STACK =
      new Connection(
          URI.create("http://127.0.0.1:1"),
          URI.create("http://127.0.0.1:2"),
          new Connection.Access("us-east-1", "local", "localsecret"),
          "127.0.0.1:3",
          URI.create("s3://kconnect/"),
          URI.create("s3://lake/"),
          "arn:aws:states:us-east-1:123456789012:stateMachine:kcompact-daily");

  @TempDir Path folder;

  @Test
  void isWrittenLikeThis() throws Exception {
    String json =
        """
        {
          "version" : 2,
          "s3" : "http://127.0.0.1:1",
          "aws" : "http://127.0.0.1:2",
          "region" : "us-east-1",
          "accessKey" : "local",
          "secretKey" : "localsecret",
          "kafka" : "127.0.0.1:3",
          "source" : "s3://kconnect/",
          "lake" : "s3://lake/",
          "stateMachine" : "arn:aws:states:us-east-1:123456789012:stateMachine:kcompact-daily"
        }\
        """;

    assertThat(STACK.toJson()).isEqualToNormalizingNewlines(json);
    assertThat(Connection.parse(json)).isEqualTo(STACK);
  }

  @Test
  void isFoundAsLongAsItRuns() throws Exception {
    try (WorkFolder work = WorkFolder.take(folder)) {
      assertThatThrownBy(() -> Connection.in(folder)).isInstanceOf(CommandException.class);
      AutoCloseable left = STACK.writeTo(work.directory());

      assertThat(Connection.in(folder)).isEqualTo(STACK);

      left.close();
      assertThatThrownBy(() -> Connection.in(folder)).isInstanceOf(CommandException.class);
    }
  }

  @Test
  void aKilledCommandsFileIsNoStack() throws Exception {
    Files.createFile(folder.resolve("lock"));
    try (AutoCloseable left = STACK.writeTo(folder)) {
      assertThatThrownBy(() -> Connection.in(folder))
          .hasMessage(
              "No stack runs in %s: start it with kcompact up, or name its --work folder", folder);
      assertThat(left).isNotNull();
    }
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> Connection.parse("{\"version\": 1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version is not 2: 1");
  }
}
