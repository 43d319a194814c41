package dev.kcompact.testbed.permissions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The functions' calls, from a recorder that is added to their unpacked code. */
public final class RecordedCalls {
  private static final String RESOURCE =
      "software/amazon/awssdk/global/handlers/execution.interceptors";

  private final Path code;

  private RecordedCalls(Path code) {
    this.code = code;
  }

  /**
   * Adds the recorder to the functions' libraries, before the first function is started.
   *
   * @param code folder of the unpacked zip
   */
  public static RecordedCalls of(Path code) throws IOException {
    String name = CallRecorder.class.getName();
    String entry = name.replace('.', '/') + ".class";
    Path jar = code.resolve("lib").resolve("kcompact-call-recorder.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        InputStream bytes = CallRecorder.class.getClassLoader().getResourceAsStream(entry)) {
      zip.putNextEntry(new ZipEntry(entry));
      if (bytes == null) {
        throw new IOException("No such class: " + entry);
      }
      bytes.transferTo(zip);
      zip.putNextEntry(new ZipEntry(RESOURCE));
      zip.write(name.getBytes(UTF_8));
    }
    return new RecordedCalls(code);
  }

  /** All distinct calls so far. */
  public Set<Call> all() throws IOException {
    Set<Call> calls = new TreeSet<>();
    Path folder = code.resolve("calls");
    if (!Files.isDirectory(folder)) {
      return calls;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          calls.add(Call.parse(line));
        }
      }
    }
    return calls;
  }
}
