package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.SnappyFramedOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/** Creates the content of objects, plain and compressed. */
public final class CompressedContent {
  private CompressedContent() {}

  public static byte[] filled(int length) {
    return filled(length, 'x');
  }

  public static byte[] filled(int length, char with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  public static byte[] bytes(String before, byte[] between, String after) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(between.length + 100);
    bytes.writeBytes(before.getBytes(UTF_8));
    bytes.writeBytes(between);
    bytes.writeBytes(after.getBytes(UTF_8));
    return bytes.toByteArray();
  }

  public static byte[] compressed(String kind, String text) {
    return compressed(kind, text.getBytes(UTF_8));
  }

  public static byte[] compressed(String kind, byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressing(kind, bytes)) {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array does not fail", e);
    }
    return bytes.toByteArray();
  }

  public static byte[] bomb(String kind, String first, long blanks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] some = filled(1 << 16, ' ');
    try (OutputStream out = compressing(kind, bytes)) {
      out.write(first.getBytes(UTF_8));
      for (long i = 0; i < blanks; i += some.length) {
        out.write(some);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static OutputStream compressing(String kind, OutputStream to) throws IOException {
    return switch (kind) {
      case "gz" -> new GZIPOutputStream(to);
      case "zst" -> new ZstdOutputStream(to);
      case "snappy" -> new SnappyOutputStream(to);
      case "sz" -> new SnappyFramedOutputStream(to);
      default -> to;
    };
  }
}
