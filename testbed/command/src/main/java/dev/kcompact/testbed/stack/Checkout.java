package dev.kcompact.testbed.stack;

import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A built checkout of kcompact: the local servers, the packaged functions, and the configuration.
 *
 * @param directory the repository's root
 */
public record Checkout(Path directory) {
  /** The system property with which the launcher script names the directory. */
  public static final String PROPERTY = "kcompact.checkout";

  public Checkout {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The checkout that the launcher script names.
   *
   * @throws CommandException if it names none
   */
  public static Checkout ofLauncher() {
    String named = System.getProperty(PROPERTY);
    if (named == null) {
      throw new CommandException("Missing the property " + PROPERTY + ": start ./kcompact instead");
    }
    return new Checkout(Path.of(named));
  }

  /** The installation that the build creates. */
  public Installation installation() {
    return new Installation(built("cli/command/target/kcompact"));
  }

  /** The class path of a server, by its module's name below testbed/. */
  public String classPath(String module) {
    return built("testbed/" + module + "/target/lib") + "/*";
  }

  /** The jars of the Lambda runtime. */
  public Path lambdaRuntime() {
    return built("testbed/lambda-runtime/target/lib");
  }

  public Path functionsZip() {
    return built("finalizer-lambda/target", "kcompact-finalizer-lambda-*.zip");
  }

  /** The folder of table definitions, schemas and SQL. */
  public Path configuration() {
    return directory.resolve("conf");
  }

  /** The deployment's template. */
  public Path template() {
    return directory.resolve("statemachine").resolve("template.yaml");
  }

  /** The Python virtual environment, which is kept between commands. */
  public Path python() {
    return directory.resolve(".work").resolve("python");
  }

  private Path built(String relative) {
    Path path = directory.resolve(relative);
    if (!Files.exists(path)) {
      throw missing(path.toString());
    }
    return path;
  }

  private Path built(String folder, String pattern) {
    Path path = directory.resolve(folder);
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path, pattern)) {
        for (Path file : files) {
          return file;
        }
      } catch (IOException e) {
        throw new CommandException("Failed to list the built files: " + path, e);
      }
    }
    throw missing(path.resolve(pattern).toString());
  }

  private static CommandException missing(String path) {
    return new CommandException("Missing build output: " + path + "; run mvn -DskipTests package");
  }
}
