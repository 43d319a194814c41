package dev.kcompact.testbed.lambda;

import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The runtime interface client's native library, unpacked once for all sandboxes.
 *
 * <p>Left alone, each client overwrites one fixed file below /tmp and loads it. On Lambda every
 * sandbox has a /tmp of its own; here a sandbox that starts would pull the library from under those
 * that run, and they crash.
 */
final class NativeClient {
  /** The system property that names the library to load. */
  static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final String CLIENT_JAR = "aws-lambda-java-runtime-interface-client-*.jar";

  private NativeClient() {}

  /** Unpacks this machine's library from the client's jar in the directory. */
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
          "Missing the Lambda runtime: " + runtime + ". Build kcompact again");
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
      // Not over a file that another process may have mapped: a new one, renamed into place.
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
