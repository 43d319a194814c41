package dev.kcompact.local;

import dev.kcompact.local.stack.Home;
import java.nio.file.Path;

/** The command as the launcher runs it, in this JVM. */
public final class KcompactTool {
  private KcompactTool() {}

  /** Runs a command on the built parts of this repository; returns its exit code. */
  public static int run(String... arguments) {
    System.setProperty(Home.PROPERTY, Path.of("../..").toAbsolutePath().normalize().toString());
    return KcompactCommand.commandLine().execute(arguments);
  }
}
