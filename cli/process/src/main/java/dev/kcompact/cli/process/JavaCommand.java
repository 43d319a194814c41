package dev.kcompact.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the command line of a Java server that ends with this process. */
public final class JavaCommand {
  private static final String GUARD = "dev.kcompact.cli.guard.Guarded";

  private final List<String> options = new ArrayList<>();
  private final String classPath;
  private final String mainClass;

  private JavaCommand(String classPath, String mainClass) {
    this.classPath = classPath;
    this.mainClass = mainClass;
  }

  /**
   * A server.
   *
   * @param classPath its class path, which must hold the guard
   * @param heapMib its largest heap in MiB
   */
  public static JavaCommand withHeap(String classPath, String mainClass, int heapMib) {
    if (heapMib < 16) {
      throw new IllegalArgumentException("The heap must be 16 MiB or more: " + heapMib);
    }
    return new JavaCommand(classPath, mainClass).options("-Xmx" + heapMib + "m");
  }

  /**
   * A server whose environment sets the heap by JAVA_TOOL_OPTIONS, which options on the command
   * line would override.
   *
   * @param classPath its class path, which must hold the guard
   */
  public static JavaCommand withHeapOfItsEnvironment(String classPath, String mainClass) {
    return new JavaCommand(classPath, mainClass);
  }

  /** Adds options of the JVM. */
  public JavaCommand options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** The command line with the server's own arguments. */
  public List<String> with(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, GUARD, mainClass));
    command.addAll(arguments);
    return command;
  }

  /** The program of the JVM that this command runs on. */
  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
