package dev.kcompact.finalizer.store;

import dev.kcompact.finalizer.failure.RetryableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder of one invocation, deleted on close. The next process that opens a workspace
 * deletes the folders of killed processes.
 */
public final class Workspace implements AutoCloseable {
  private static final String NAME = "kcompact-";

  private final Path folder;

  private Workspace(Path folder) {
    this.folder = folder;
  }

  public static Workspace open(Path tmp) {
    try {
      Files.createDirectories(tmp);
      removeOrphans(tmp);
      return new Workspace(
          Files.createTempDirectory(tmp, NAME + ProcessHandle.current().pid() + "-"));
    } catch (IOException e) {
      throw new RetryableException("Failed to create folder: " + tmp, e);
    }
  }

  public Path folder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new RetryableException("Failed to create folder: " + folder.resolve(name), e);
    }
  }

  public void remove(String name) {
    try {
      if (Files.exists(folder.resolve(name))) {
        remove(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new RetryableException("Failed to delete folder: " + folder.resolve(name), e);
    }
  }

  private static void removeOrphans(Path tmp) throws IOException {
    List<Path> orphans;
    try (Stream<Path> children = Files.list(tmp)) {
      orphans = children.filter(Workspace::isOrphan).toList();
    }
    for (Path orphan : orphans) {
      remove(orphan);
    }
  }

  private static boolean isOrphan(Path child) {
    String name = child.getFileName().toString();
    if (!name.startsWith(NAME)) {
      return false;
    }
    String pid = name.substring(NAME.length()).replaceFirst("-.*", "");
    return pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  private static void remove(Path path) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }

  @Override
  public void close() {
    try {
      remove(folder);
    } catch (IOException e) {
      throw new RetryableException("Failed to delete folder: " + folder, e);
    }
  }
}
