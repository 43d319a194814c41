package dev.kcompact.testbed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a Python with moto, or creates one in a virtual environment. */
public final class PythonWithMoto {
  private static final Logger LOG = LoggerFactory.getLogger(PythonWithMoto.class);
  private static final String PINNED = "moto[server]==5.2.1";
  private static final long INSTALL_MINUTES = 5;
  private static final long CHECK_SECONDS = 60;

  /** Finds packages without importing them, which would take a second. */
  private static final String CHECK =
      """
      import importlib.metadata as m, importlib.util as u, sys
      fits = m.version('moto').startswith('5.2.')
      parts = all(u.find_spec(p) for p in ('flask', 'flask_cors', 'antlr4', 'jsonpath_ng', 'samtranslator'))
      sys.exit(0 if fits and parts else 1)
      """;

  private PythonWithMoto() {}

  /**
   * Returns the directory's environment if it exists, else the python3 on the path if it has all
   * packages, else a new environment in the directory.
   *
   * @param environment directory of the virtual environment
   * @param log file for the installation's output
   * @throws CommandException if there is no Python, or the installation fails
   */
  public static Path find(Path environment, Path log) throws InterruptedException {
    Path own = environment.resolve("bin").resolve("python3");
    if (Files.exists(own) && fits(own.toString())) {
      return own;
    }
    if (fits("python3")) {
      return Path.of("python3");
    }
    LOG.info("Installing {} in {}", PINNED, environment);
    install(log, List.of("python3", "-m", "venv", environment.toString()));
    install(log, List.of(own.toString(), "-m", "pip", "install", "--quiet", PINNED));
    return own;
  }

  private static boolean fits(String python) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(python, "-c", CHECK)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void install(Path log, List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        if (process.exitValue() == 0) {
          return;
        }
      } else {
        process.destroyForcibly();
      }
      Files.writeString(
          log, "Failed: " + String.join(" ", command) + "\n", UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CommandException(
          "Missing python3: install Python 3.9 or newer with its venv module", e);
    }
    throw new CommandException(
        "Failed to install moto in a virtual environment: see "
            + log
            + ", or install it yourself: pip install '"
            + PINNED
            + "'");
  }
}
