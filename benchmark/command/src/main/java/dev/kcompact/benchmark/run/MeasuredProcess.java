package dev.kcompact.benchmark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.process.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a command to its end and measures it with its children. Java cannot read the usage of ended
 * children, so a short Python script does.
 */
public final class MeasuredProcess {
  private static final String LAUNCHER = "measured.py";

  private final Path launcher;

  /**
   * @param folder for the launcher
   */
  public MeasuredProcess(Path folder) throws IOException {
    launcher = Directories.copyResource(MeasuredProcess.class, LAUNCHER, folder);
  }

  /** Runs a command with its output in {@code log}; throws if its exit code is not 0. */
  public Usage run(String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().normalize().getParent());
    Path result = log.resolveSibling(log.getFileName() + ".usage.json");
    Files.deleteIfExists(result);
    List<String> measured = new ArrayList<>(List.of("python3", launcher.toString()));
    measured.add(result.toString());
    measured.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(measured);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(name + " exited with code " + code + ": see " + log);
      }
    } finally {
      process.destroy();
    }
    JsonNode usage = new ObjectMapper().readTree(result.toFile());
    return new Usage(
        usage.path("wall_s").asDouble(),
        usage.path("cpu_s").asDouble(),
        usage.path("rss_mb").asDouble());
  }
}
