package dev.kcompact.testbed.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the test handlers for Lambda: a zip with {@code lib/*.jar}. */
public final class HandlerZip {
  private static final String FOLDER = "dev/kcompact/testbed/lambda/handlers/";
  private static final List<String> CLASSES =
      List.of("EchoHandler.class", "FaultyHandler.class", "FaultyHandler$TransientException.class");

  private HandlerZip() {}

  public static Path write(Path zip) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(jar)) {
      for (String name : CLASSES) {
        out.putNextEntry(new ZipEntry(FOLDER + name));
        try (InputStream in = HandlerZip.class.getResourceAsStream("handlers/" + name)) {
          if (in == null) {
            throw new IOException("No such handler: " + name);
          }
          in.transferTo(out);
        }
      }
    }
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("lib/handlers.jar"));
      out.write(jar.toByteArray());
    }
    return zip;
  }
}
