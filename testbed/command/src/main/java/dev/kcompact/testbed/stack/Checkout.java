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
  /** The system property by which the launcher script names the directory. */
  public static final String PROPERTY = "kcompact.checkout";

  /** Makes the directory absolute. */
  public Checkout {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The one that the launcher script names.
   *
   * @throws CommandException when it names none
   */
  public static Checkout ofLauncher() {
    String named = System.getProperty(PROPERTY);
    if (named == null) {
      throw new CommandException("Missing the property " + PROPERTY + ": start ./kcompact instead");
    }
    return new Checkout(Path.of(named));
  }

  /** The command's installation, as the build lays it out. */
  public Installation installation() {
    return new Installation(built("cli/command/target/kcompact"));
  }

  /** The class path of one of the servers, by its module's name below testbed/. */
  public String classPath(String module) {
    return built("testbed/" + module + "/target/lib") + "/*";
  }

  /** The jars of the Lambda runtime. */
  public Path lambdaRuntime() {
    return built("testbed/lambda-runtime/target/lib");
  }

  /** The zip of the functions. */
  public Path functionsZip() {
    return built("finalizer-lambda/target", "kcompact-finalizer-lambda-*.zip");
  }

  /** The table definitions, schemas and SQL. */
  public Path configuration() {
    return directory.resolve("conf");
  }

  /** The deployment's template. */
  public Path template() {
    return directory.resolve("statemachine").resolve("template.yaml");
  }

  /** A virtual environment for Python, kept between commands. */
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
    return new CommandException("Missing a part: " + path + ". Build it: mvn -DskipTests package");
  }
}
