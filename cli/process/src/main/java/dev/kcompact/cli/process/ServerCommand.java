package dev.kcompact.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server process to start.
 *
 * @param name its name in messages
 * @param log the file to which its output is appended
 * @param environment additional variables
 * @param inherits whether it also has this process's environment
 */
public record ServerCommand(
    String name,
    List<String> command,
    Path directory,
    Path log,
    Map<String, String> environment,
    boolean inherits) {
  public ServerCommand {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("The command must name a program: " + name);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
