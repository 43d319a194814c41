package dev.kcompact.testbed.runbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs the commands of docs/operations.md as an operator would, in a folder with the layout of the
 * repository. {@code ./kcompact} there is the built command without the launcher's check for
 * changed sources. AWS's command line is the real one. Moto does not support Managed Flink, so
 * requests to it are validated by the command line and sent to {@link ManagedFlinkRequests}.
 */
public final class Runbook implements AutoCloseable {
  private static final long TIMEOUT_MINUTES = 6;

  private final Page page = Page.read("docs/operations.md");
  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private final ManagedFlinkRequests managedFlink = new ManagedFlinkRequests();

  /**
   * @param folder an empty folder for the commands
   */
  public Runbook(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    copy(Page.ROOT.resolve("conf"), folder.resolve("conf"));
    script(
        folder.resolve("kcompact"),
        """
        #!/bin/sh
        exec java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -D%s=%s \\
          '-Dkcompact.home=%s' '-Dkcompact.work=%s' \\
          -cp '%s/testbed/command/target/lib/*' dev.kcompact.testbed.TestbedCommand "$@"
        """
            .formatted(
                Checkout.PROPERTY,
                Page.ROOT,
                new Checkout(Page.ROOT).installation().directory(),
                Page.ROOT.resolve(".work"),
                Page.ROOT));
    aws()
        .ifPresent(
            real ->
                script(
                    folder.resolve("bin/aws"),
                    """
                    #!/bin/sh
                    case "$1" in
                    kinesisanalyticsv2) exec '%s' "$@" --endpoint-url '%s' ;;
                    *) exec '%s' "$@" ;;
                    esac
                    """
                        .formatted(real, managedFlink.uri(), real)));
  }

  /** Sets a variable of the page or of AWS's tools. */
  public Runbook with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * Runs all blocks of a section; skips the test if it needs AWS's command line and it is not
   * installed.
   *
   * @return exit code and output
   */
  public Result run(String title) throws IOException, InterruptedException {
    List<String> blocks = page.section(title).blocks();
    if (blocks.isEmpty()) {
      throw new AssertionError("No commands below: " + title);
    }
    return execute(title, String.join("", blocks));
  }

  /** The requests to Managed Flink since the last call, each with its operation and body. */
  public List<String> askedOfManagedFlink() {
    return managedFlink.take();
  }

  /** Creates the secret that is rotated, from the file that the page names. */
  public void createSecret() throws IOException, InterruptedException {
    must(
        "aws secretsmanager create-secret --name \"$SERVICENOW_SECRET\""
            + " --secret-string file://servicenow.json\n");
  }

  /** The current value of the secret. */
  public String secret() throws IOException, InterruptedException {
    return must("aws secretsmanager get-secret-value --secret-id \"$SERVICENOW_SECRET\"\n");
  }

  /** Edits a table's definition in the folder; the result restores it. */
  public Runnable redefine(String table, String text, String replacement) throws IOException {
    Path file = folder.resolve("conf/tables/" + table + ".yaml");
    String before = Files.readString(file);
    if (!before.contains(text)) {
      throw new AssertionError(file + " does not say: " + text);
    }
    Files.writeString(file, before.replace(text, replacement));
    return () -> {
      try {
        Files.writeString(file, before);
      } catch (IOException e) {
        throw new UncheckedIOException("Failed to put back: " + file, e);
      }
    };
  }

  private String must(String script) throws IOException, InterruptedException {
    Result result = execute(script.strip(), script);
    if (result.exit() != 0) {
      throw new AssertionError(script + result.output());
    }
    return result.output();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private Result execute(String title, String script) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        !script.contains("aws ") || aws().isPresent(),
        "no aws command here: pip install awscli, or the commands of '" + title + "' are not run");
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-euc", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    all.put("AWS_PAGER", "");
    // s3proxy does not support the checksums that newer clients send by default.
    all.put("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required");
    builder.environment().putAll(all);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
      String output = Files.readString(log, UTF_8);
      if (!ended) {
        throw new AssertionError("The commands of '" + title + "' did not end: " + output);
      }
      return new Result(process.exitValue(), output);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /**
   * The result of a section's commands.
   *
   * @param exit of the first one that failed, else 0
   */
  public record Result(int exit, String output) {}

  /** Adds a file to the commands' folder. */
  public Runbook file(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return this;
  }

  @Override
  public void close() {
    managedFlink.close();
  }

  private static Optional<Path> aws() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, "aws"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void script(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to write the script: " + file, e);
    }
  }
}
