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

/** moto's server in a Python process: Glue, DynamoDB and a Step Functions engine. */
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
   * Starts moto and waits until it is ready.
   *
   * @param python a Python with moto (see {@link PythonWithMoto})
   * @param port the port to listen on
   * @param frontPort the port to which moto's state machines send calls, including those to Lambda
   * @throws CommandException if it does not start
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

  /** The address of moto. */
  public URI uri() {
    return uri;
  }

  public ServerProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
