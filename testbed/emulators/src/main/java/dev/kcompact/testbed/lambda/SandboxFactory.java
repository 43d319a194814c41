package dev.kcompact.testbed.lambda;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.testbed.lambda.Sandbox.SandboxFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts sandboxes as the java21 runtime does: the client on the class path, the unpacked zip as
 * working directory.
 */
final class SandboxFactory {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final LambdaSettings settings;
  private final AtomicInteger count = new AtomicInteger();
  private @Nullable Path nativeClient;

  SandboxFactory(LambdaSettings settings) {
    this.settings = settings;
  }

  Sandbox start(FunctionSpec function) {
    String name = function.name() + "-" + count.incrementAndGet();
    Path temporary = settings.work().resolve("tmp").resolve(name);
    Path log = settings.logs().resolve("lambda-" + name + ".log");
    try {
      Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new CommandException("Failed to create the sandbox's directory: " + temporary, e);
    }
    RuntimeApi api = new RuntimeApi(name, LambdaSettings.arn(settings.region(), function.name()));
    ServerProcess process =
        ServerProcess.launch(
            new ServerCommand(
                "Lambda sandbox " + name,
                command(function, temporary),
                settings.code(),
                log,
                environment(function, api, temporary),
                false));
    return new Sandbox(
        function, api, new SandboxFiles(log, temporary), process, InstantSource.system());
  }

  private List<String> command(FunctionSpec function, Path temporary) {
    List<String> command = new ArrayList<>(settings.launcher());
    command.addAll(
        JavaCommand.withHeapOfItsEnvironment(settings.runtime() + "/*", CLIENT)
            .options(
                "-Djava.io.tmpdir=" + temporary,
                "-D" + NativeClient.PROPERTY + "=" + nativeClient())
            .with(List.of(function.handler())));
    return command;
  }

  private synchronized Path nativeClient() {
    if (nativeClient == null) {
      Path folder = settings.work().resolve("native").toAbsolutePath();
      nativeClient = NativeClient.unpack(settings.runtime(), folder);
    }
    return nativeClient;
  }

  /**
   * The runtime's defaults, then the function's options, which take precedence because the JVM uses
   * the last of two equal options.
   */
  private static String javaOptions(FunctionSpec function, @Nullable String own) {
    int heapMib = function.memoryMib() * 85 / 100;
    String defaults = "-Xmx" + heapMib + "m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
    return own == null ? defaults : defaults + " " + own;
  }

  private Map<String, String> environment(FunctionSpec function, RuntimeApi api, Path temporary) {
    Map<String, String> all = new HashMap<>();
    all.put("PATH", System.getenv().getOrDefault("PATH", ""));
    all.put("LANG", "en_US.UTF-8");
    all.put("TZ", ":UTC");
    all.put("AWS_REGION", settings.region());
    all.put("AWS_DEFAULT_REGION", settings.region());
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
    all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMib()));
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    all.put("LAMBDA_TASK_ROOT", settings.code().toString());
    all.putAll(settings.environment());
    all.putAll(function.environment());
    all.put("_HANDLER", function.handler());
    all.put("AWS_LAMBDA_RUNTIME_API", api.address());
    all.put(settings.temporaryVariable(), temporary.toString());
    all.put("JAVA_TOOL_OPTIONS", javaOptions(function, all.get("JAVA_TOOL_OPTIONS")));
    return all;
  }

  /**
   * The runtime interface client's native library, unpacked once for all sandboxes.
   *
   * <p>By default each client overwrites one fixed file below /tmp and loads it. On Lambda every
   * sandbox has its own /tmp; here a starting sandbox would replace the library of running ones and
   * crash them.
   */
  static final class NativeClient {
    /** The system property that names the library to load. */
    static final String PROPERTY =
        "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private static final String CLIENT_JAR = "aws-lambda-java-runtime-interface-client-*.jar";

    private NativeClient() {}

    /** Unpacks this machine's library from the client's jar. */
    static Path unpack(Path runtime, Path target) {
      String entry = "jni/libaws-lambda-jni." + platform() + ".so";
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(runtime, CLIENT_JAR)) {
        Files.createDirectories(target);
        Path library = target.resolve("libaws-lambda-jni.so");
        for (Path jar : jars) {
          copy(jar, entry, target, library);
          return library;
        }
        throw new CommandException(
            "Missing the Lambda runtime: " + runtime + "; build kcompact again");
      } catch (IOException e) {
        throw new CommandException("Failed to unpack the Lambda runtime's library: " + target, e);
      }
    }

    private static void copy(Path jar, String name, Path target, Path library) throws IOException {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
          throw new IOException("No " + name + " in " + jar);
        }
        // Another process may have mapped the old file: write a new one and rename it.
        Path half = Files.createTempFile(target, "jni", ".part");
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(
            half, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    private static String platform() {
      boolean arm = System.getProperty("os.arch").equals("aarch64");
      Path musl = Path.of(arm ? "/lib/ld-musl-aarch64.so.1" : "/lib/ld-musl-x86_64.so.1");
      return (Files.exists(musl) ? "linux_musl-" : "linux-") + (arm ? "aarch_64" : "x86_64");
    }
  }
}
