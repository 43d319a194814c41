package dev.kcompact.job.store;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the files of a folder in the order of their keys. Holds the entries of the directories on
 * the way to the current file, not those of all. Not thread-safe.
 */
final class FolderWalk {
  private final Path folder;
  private final String prefix;
  private final @Nullable String startAfter;
  private final Deque<Iterator<Entry>> open = new ArrayDeque<>();
  private @Nullable File next;

  /** A file with its key relative to the folder. */
  record File(String key, long size, Instant lastModified) {
    File {
      Objects.requireNonNull(key, "key is null");
      Objects.requireNonNull(lastModified, "lastModified is null");
    }
  }

  /** The key of a directory ends with a slash, which decides its place among the files. */
  private record Entry(String key, long size, long lastModifiedMillis, boolean isDirectory) {}

  /**
   * @param prefix begins every key
   * @param startAfter every key comes after it; null for all
   */
  FolderWalk(Path folder, String prefix, @Nullable String startAfter) throws IOException {
    this.folder = folder;
    this.prefix = prefix;
    this.startAfter = startAfter;
    String start = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    if (Files.isDirectory(folder.resolve(start))) {
      open.push(entries(start));
    }
    next = advance();
  }

  /** The next file, which {@link #take} returns; null at the end. */
  @Nullable File peek() {
    return next;
  }

  File take() throws IOException {
    File taken = Objects.requireNonNull(next, "the walk is at its end");
    next = advance();
    return taken;
  }

  private @Nullable File advance() throws IOException {
    while (!open.isEmpty()) {
      Iterator<Entry> entries = open.getFirst();
      if (!entries.hasNext()) {
        open.removeFirst();
        continue;
      }
      Entry entry = entries.next();
      if (!entry.isDirectory()) {
        return new File(
            entry.key(), entry.size(), Instant.ofEpochMilli(entry.lastModifiedMillis()));
      }
      open.push(entries(entry.key()));
    }
    return null;
  }

  private Iterator<Entry> entries(String directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Files.walkFileTree(
        folder.resolve(directory),
        EnumSet.noneOf(FileVisitOption.class),
        1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = directory + file.getFileName();
            if (attributes.isDirectory() && mayContain(name + "/")) {
              entries.add(new Entry(name + "/", 0, 0, true));
            } else if (attributes.isRegularFile() && isWanted(name)) {
              long modified = attributes.lastModifiedTime().toMillis();
              entries.add(new Entry(name, attributes.size(), modified, false));
            }
            return FileVisitResult.CONTINUE;
          }

          /** A file that is renamed or deleted meanwhile is not there, as in a listing of S3. */
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return e instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.visitFileFailed(file, e);
          }
        });
    entries.sort(Comparator.comparing(Entry::key, KeyOrder.BY_BYTES));
    return entries.iterator();
  }

  private boolean isWanted(String key) {
    return key.startsWith(prefix) && (startAfter == null || KeyOrder.compare(key, startAfter) > 0);
  }

  private boolean mayContain(String directory) {
    return (directory.startsWith(prefix) || prefix.startsWith(directory))
        && (startAfter == null || !KeyOrder.isPast(startAfter, directory));
  }
}
