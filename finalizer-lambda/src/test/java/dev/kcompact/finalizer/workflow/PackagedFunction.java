package dev.kcompact.finalizer.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.testbed.lambda.FunctionSpec;
import dev.kcompact.testbed.lambda.InvocationReport;
import dev.kcompact.testbed.lambda.LambdaHost;
import dev.kcompact.testbed.lambda.LambdaOutcome;
import dev.kcompact.testbed.lambda.LambdaPackage;
import dev.kcompact.testbed.lambda.LambdaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One handler of the deployed zip, in a sandbox of the test bed's Lambda host. */
final class PackagedFunction implements AutoCloseable {
  private static final String NAME = "kcompact";
  private static final int MEMORY_MIB = 1024;
  private static final Path RUNTIME =
      Path.of("..", "testbed", "lambda-runtime", "target", "lib").toAbsolutePath().normalize();

  private final LambdaHost host;
  private final Path logs;

  /**
   * @param code the unpacked zip
   * @param temporaryVariable the variable with the sandbox's temporary folder
   * @param launcher a command that runs the sandbox; empty for none
   */
  record Environment(
      Path code,
      Map<String, String> environment,
      String temporaryVariable,
      List<String> launcher) {}

  /**
   * @param handler class below the finalizer's package
   * @param work new folder for its log and temporary files
   */
  PackagedFunction(Environment around, String handler, Duration timeout, Path work) {
    this.logs = work.resolve("logs");
    Map<String, String> environment = new HashMap<>(around.environment());
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx256m");
    this.host =
        new LambdaHost(
            new LambdaSettings(
                RUNTIME,
                around.code(),
                work,
                logs,
                "us-east-1",
                Map.of(),
                around.temporaryVariable(),
                MEMORY_MIB,
                around.launcher()),
            List.of(
                new FunctionSpec(
                    NAME,
                    "dev.kcompact.finalizer." + handler + "::handleRequest",
                    MEMORY_MIB,
                    timeout,
                    1,
                    environment)));
  }

  /** Returns the zip of the build. */
  static Path zip() throws IOException {
    try (var files =
        Files.newDirectoryStream(Path.of("target"), "kcompact-finalizer-lambda-*.zip")) {
      return files.iterator().next();
    }
  }

  /** Unpacks the zip; returns the bytes of all files. */
  static long unpack(Path code) throws IOException {
    LambdaPackage.unpack(zip(), code);
    try (Stream<Path> files = Files.walk(code)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  LambdaOutcome invoke(String payload) throws InterruptedException {
    return host.invoke(NAME, payload.getBytes(UTF_8)).orElseThrow();
  }

  static String text(LambdaOutcome outcome) {
    return new String(outcome.payload(), UTF_8);
  }

  /** Returns the largest resident set of its process. */
  long peakBytes() {
    return host.reports().stream().mapToLong(InvocationReport::peakMib).max().orElseThrow() << 20;
  }

  String log() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    host.close();
  }
}
