package dev.kcompact.cli.home;

import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder above {@code lib/}, with the programs that commands start. */
public record Installation(Path directory) {
  /** The system property with which the launcher script names the folder. */
  public static final String PROPERTY = "kcompact.home";

  /** The system property that names the parent of the commands' work folders. */
  public static final String WORK_PROPERTY = "kcompact.work";

  public Installation {
    directory = directory.toAbsolutePath().normalize();
  }

  public static Installation ofLauncher() {
    String named = System.getProperty(PROPERTY);
    if (named == null) {
      throw new CommandException(
          "Missing the property " + PROPERTY + ": start bin/kcompact instead");
    }
    return new Installation(Path.of(named));
  }

  /** The default work folder of a command: in the launcher's folder, or in the current one. */
  public static Path work(String command) {
    return Path.of(System.getProperty(WORK_PROPERTY, ".work")).resolve(command);
  }

  /** Class path of the Flink cluster. */
  public String flinkClassPath() {
    return part("flink/lib") + "/*";
  }

  /** Folder of Flink's plugins, with a folder for each. */
  public Path flinkPlugins() {
    return part("flink/plugins");
  }

  /** The streaming job's fat jar. */
  public Path jobJar() {
    Path folder = part("job");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        return file;
      }
    } catch (IOException e) {
      throw new CommandException("Failed to list the installed files: " + folder, e);
    }
    throw missing(folder.resolve("*.jar"));
  }

  /** The job's default runtime properties. */
  public Path jobProperties() {
    return part("job/application_properties.json");
  }

  private Path part(String relative) {
    Path path = directory.resolve(relative);
    if (!Files.exists(path)) {
      throw missing(path);
    }
    return path;
  }

  private static CommandException missing(Path path) {
    return new CommandException(
        "Missing a part of kcompact: " + path + "; unpack the zip again, or build it");
  }
}
