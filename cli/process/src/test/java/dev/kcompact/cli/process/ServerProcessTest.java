package dev.kcompact.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir private Path work;

  @Test
  void waitsUntilTheServerIsReady() throws Exception {
    Path sign = work.resolve("sign");
    ServerCommand command = command("touch '" + sign + "'; read x");

    try (ServerProcess server = ServerProcess.start(command, () -> Files.exists(sign), TIMEOUT)) {
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void endsTheServer() throws Exception {
    ServerProcess server = ServerProcess.start(command("read x"), () -> true, TIMEOUT);

    server.close();

    assertThat(server.isAlive()).isFalse();
    assertThat(server.exitCode()).hasValue(143);
  }

  @Test
  void saysWhyAServerDidNotStart() {
    ServerCommand command = command("echo 'Address already in use'; exit 5");

    assertThatThrownBy(() -> ServerProcess.start(command, () -> false, TIMEOUT))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "shell exited during startup with code 5 (Address already in use): see "
                + work.resolve("logs/shell.log"));
  }

  @Test
  void endsAServerThatIsNotReadyInTime() {
    ServerCommand command = command("echo $$; read x");

    assertThatThrownBy(() -> ServerProcess.start(command, () -> false, Duration.ofMillis(300)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("shell did not answer within 0 s");
  }

  @Test
  void saysWhatCannotBeRun() {
    ServerCommand command =
        new ServerCommand(
            "absent",
            List.of(work.resolve("no-such-program").toString()),
            work,
            work.resolve("absent.log"),
            Map.of(),
            true);

    assertThatThrownBy(() -> ServerProcess.launch(command))
        .isInstanceOf(CommandException.class)
        .hasMessage("Failed to start absent: " + work.resolve("no-such-program"));
  }

  @Test
  void keepsItsEnvironmentFromAServerThatMustNotHaveIt() throws Exception {
    ServerCommand command =
        new ServerCommand(
            "shell",
            List.of("/bin/sh", "-c", "echo \"[$GIVEN][$HOME]\""),
            work,
            work.resolve("shell.log"),
            Map.of("GIVEN", "x"),
            false);

    try (ServerProcess server = ServerProcess.launch(command)) {
      assertThat(server.waitFor(TIMEOUT)).isTrue();
    }
    assertThat(work.resolve("shell.log")).hasContent("[x][]");
  }

  private ServerCommand command(String script) {
    return new ServerCommand(
        "shell",
        List.of("/bin/sh", "-c", script),
        work,
        work.resolve("logs/shell.log"),
        Map.of(),
        true);
  }
}
