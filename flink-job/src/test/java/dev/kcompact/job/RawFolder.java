package dev.kcompact.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/** Raw objects in a folder, as written by Kafka Connect, and the set of every (object, line). */
public final class RawFolder {
  private final Path root;
  private final Set<String> lines = new HashSet<>();
  private final Set<String> corrupt = new HashSet<>();
  private int objects;

  public RawFolder(Path root) {
    this.root = root;
  }

  public String uri() {
    return root.toUri().toString().replaceFirst("/?$", "/");
  }

  /** Returns the set of {@code table/partition/offset/line} that must be compacted. */
  public Set<String> lines() {
    return Set.copyOf(lines);
  }

  /** The corrupt ones among {@link #lines()}. */
  public Set<String> corrupt() {
    return Set.copyOf(corrupt);
  }

  public int objects() {
    return objects;
  }

  /** Writes an object of {@code records} lines, of which the seventh is malformed. */
  public void put(String table, String day, int partition, long offset, int records) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < records; line++) {
      String id = table + "/" + partition + "/" + offset + "/" + line;
      lines.add(id);
      if (line == 6) {
        corrupt.add(id);
        text.append("{\"id\": ").append(line).append(", \"text\":\n");
      } else {
        text.append("{\"id\":").append(offset + line).append(",\"text\":\"linha é ");
        text.append(Long.toHexString(offset * 31 + line)).append("\"}\n");
      }
    }
    String name =
        String.format("topics/%s/%s/%s+%d+%010d.json", table, day, table, partition, offset);
    write(name, text.toString());
  }

  /** Writes an object without records. */
  public void putEmpty(String table, String day, int partition, long offset) {
    write(String.format("topics/%s/%s/%s+%d+%010d.json", table, day, table, partition, offset), "");
  }

  private void write(String name, String text) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      // As on S3, listings must never return incomplete objects.
      Path hidden = root.resolve("hidden-" + objects);
      Files.writeString(hidden, text, UTF_8);
      Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
      objects++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
