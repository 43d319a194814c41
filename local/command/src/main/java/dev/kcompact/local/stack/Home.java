package dev.kcompact.local.stack;

import dev.kcompact.local.process.ServerException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where kcompact is: its built parts and its configuration.
 *
 * @param directory the repository's root
 */
public record Home(Path directory) {
  /** The system property by which the launcher script names the directory. */
  public static final String PROPERTY = "kcompact.home";

  /** Makes the directory absolute. */
  public Home {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The one that the launcher script named.
   *
   * @throws ServerException when it named none
   */
  public static Home ofLauncher() {
    String named = System.getProperty(PROPERTY);
    if (named == null) {
      throw new ServerException("Missing the property " + PROPERTY + ": start ./kcompact instead");
    }
    return new Home(Path.of(named));
  }

  /** The class path of one of the servers, by its module's name below local/. */
  public String classPath(String module) {
    return built("local/" + module + "/target/lib") + "/*";
  }

  /** The jars of the Lambda runtime. */
  public Path lambdaRuntime() {
    return built("local/lambda-runtime/target/lib");
  }

  /** Flink's plugins. */
  public Path flinkPlugins() {
    return built("local/flink-cluster/target/plugins");
  }

  /** The streaming job's fat jar. */
  public Path jobJar() {
    return built("flink-job/target", "kcompact-flink-job-*-fat.jar");
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

  /** Where a command works when it is not told. */
  public Path work(String command) {
    return directory.resolve(".work").resolve(command);
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
        throw new ServerException("Failed to list the built files: " + path, e);
      }
    }
    throw missing(path.resolve(pattern).toString());
  }

  private static ServerException missing(String path) {
    return new ServerException("Missing a part: " + path + ". Build it: mvn -DskipTests package");
  }
}
