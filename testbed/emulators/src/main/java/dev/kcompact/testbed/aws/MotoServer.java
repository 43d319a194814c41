package dev.kcompact.testbed.aws;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** moto's server in a Python process: Glue, DynamoDB and an executing Step Functions engine. */
public final class MotoServer implements AutoCloseable {
  private static final String LAUNCHER = "moto_launcher.py";
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final ServerProcess process;
  private final URI uri;

  private MotoServer(ServerProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts moto and waits until it answers.
   *
   * @param python a Python that has moto (see {@link PythonWithMoto})
   * @param port to listen on
   * @param frontPort where moto's state machines send their own calls, Lambda's among them
   * @throws CommandException when it does not come up
   */
  public static MotoServer start(Path python, Path work, Path log, int port, int frontPort)
      throws InterruptedException {
    Path launcher;
    try {
      launcher = Directories.copyResource(MotoServer.class, LAUNCHER, work);
    } catch (IOException e) {
      throw new CommandException("Failed to write moto's launcher: " + work.resolve(LAUNCHER), e);
    }
    URI uri = URI.create("http://127.0.0.1:" + port);
    ServerCommand command =
        new ServerCommand(
            "moto",
            List.of(python.toString(), launcher.toString(), Integer.toString(port)),
            work,
            log,
            Map.of("MOTO_PORT", Integer.toString(frontPort), "PYTHONUNBUFFERED", "1"),
            true);
    Readiness ready = Readiness.answers(uri.resolve("/moto-api/"));
    return new MotoServer(ServerProcess.start(command, ready, TIMEOUT), uri);
  }

  /** Where moto itself answers. */
  public URI uri() {
    return uri;
  }

  /** Its process. */
  public ServerProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
