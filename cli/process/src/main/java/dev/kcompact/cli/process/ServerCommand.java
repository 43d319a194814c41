package dev.kcompact.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server process to start.
 *
 * @param name what messages call it
 * @param command the program and its arguments
 * @param directory its working directory
 * @param log the file that its output is appended to
 * @param environment variables set for it
 * @param inherits whether it has this process's environment as well
 */
public record ServerCommand(
    String name,
    List<String> command,
    Path directory,
    Path log,
    Map<String, String> environment,
    boolean inherits) {
  /** Copies the collections. */
  public ServerCommand {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("The command must name a program: " + name);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
