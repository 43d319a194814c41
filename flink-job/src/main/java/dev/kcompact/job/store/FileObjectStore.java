package dev.kcompact.job.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Files of a folder as objects, for backfills and tests. A listing of a directory has a single
 * page. The entity tag of a file consists of its size and modification time.
 */
final class FileObjectStore implements ObjectStore {
  /** As many keys as S3 returns. */
  private static final int PAGE = 1_000;

  /** Excludes threads, since file locks exclude other processes only. */
  private static final Object WRITING = new Object();

  private final StorageLocation root;
  private final Path folder;
  private final RequestCounter counter;
  private final OpenWalks walks = new OpenWalks();

  FileObjectStore(StorageLocation root, RequestCounter counter) {
    this.root = root;
    this.folder = root.toPath();
    this.counter = counter;
  }

  @Override
  public StorageLocation root() {
    return root;
  }

  @Override
  public Listing list(String prefix, @Nullable String startAfter) throws IOException {
    counter.count(RequestCounter.Kind.LIST);
    try {
      FolderWalk walk = walks.take(prefix, startAfter);
      if (walk == null) {
        walk = new FolderWalk(folder, prefix, startAfter);
      }
      List<ListedObject> found = new ArrayList<>();
      while (walk.peek() != null && found.size() < PAGE) {
        FolderWalk.File file = walk.take();
        found.add(listed(file.key(), file.size(), file.lastModified()));
      }
      boolean more = walk.peek() != null;
      if (more) {
        walks.keep(prefix, found.get(found.size() - 1).key(), walk);
      }
      return new Listing(found, List.of(), more);
    } catch (IOException e) {
      throw new IOException("Failed to list objects: " + root + prefix, e);
    }
  }

  @Override
  public Listing listDirectory(String directory, @Nullable String startAfter) throws IOException {
    counter.count(RequestCounter.Kind.LIST);
    List<ListedObject> objects = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    Path start = folder.resolve(directory);
    if (!Files.isDirectory(start)) {
      return new Listing(objects, directories, false);
    }
    try (var entries = Files.newDirectoryStream(start)) {
      for (Path entry : entries) {
        String key = key(entry);
        if (startAfter != null && KeyOrder.compare(key, startAfter) <= 0) {
          continue;
        }
        try {
          BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
          if (attributes.isDirectory()) {
            directories.add(key + "/");
          } else {
            objects.add(listed(key, attributes));
          }
        } catch (NoSuchFileException renamedOrDeleted) {
          continue;
        }
      }
    } catch (IOException e) {
      throw new IOException("Failed to list objects: " + root + directory, e);
    }
    objects.sort(Comparator.comparing(ListedObject::key, KeyOrder.BY_BYTES));
    directories.sort(KeyOrder.BY_BYTES);
    return new Listing(objects, directories, false);
  }

  /** Reads in the caller's thread. */
  @Override
  public CompletableFuture<FetchedObject> fetch(String key) {
    counter.count(RequestCounter.Kind.GET);
    Path file = folder.resolve(key);
    try {
      ListedObject before = listed(key, Files.readAttributes(file, BasicFileAttributes.class));
      byte[] content = Files.readAllBytes(file);
      return CompletableFuture.completedFuture(new FetchedObject(key, before.etag(), content));
    } catch (NoSuchFileException e) {
      return CompletableFuture.failedFuture(new ObjectDeletedException(root + key, e));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(failure(key, e));
    }
  }

  private IOException failure(String key, IOException cause) {
    String what = "Failed to read object: " + root + key;
    return cause instanceof AccessDeniedException
        ? new UnreadableObjectException(
            what + ": access denied; give the job's user the right to read it",
            "access denied",
            cause)
        : new IOException(what, cause);
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    counter.count(RequestCounter.Kind.GET);
    byte[] bytes = new byte[length];
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(key).toFile(), "r")) {
      file.seek(from);
      file.readFully(bytes);
      return CompletableFuture.completedFuture(bytes);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(
          new IOException("Failed to read object: " + root + key, e));
    }
  }

  /** A lock file next to the object excludes other processes of this machine. */
  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces)
      throws IOException {
    counter.count(RequestCounter.Kind.PUT);
    Path file = folder.resolve(key);
    synchronized (WRITING) {
      try {
        Files.createDirectories(requireNonNull(file.getParent()));
        Path guard = file.resolveSibling("." + file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(guard, CREATE, WRITE);
            FileLock locked = channel.lock()) {
          return locked.isValid() ? replace(key, file, content, replaces) : Optional.empty();
        }
      } catch (IOException e) {
        throw new IOException("Failed to write object: " + root + key, e);
      }
    }
  }

  private static Optional<String> replace(
      String key, Path file, byte[] content, @Nullable String replaces) throws IOException {
    String current = Files.exists(file) ? tag(key, file) : null;
    if (!Objects.equals(current, replaces)) {
      return Optional.empty();
    }
    Path next = file.resolveSibling("." + file.getFileName() + ".next");
    Files.write(next, content);
    // The tag is size and time, so two writes of equal size within a tick need different times.
    Instant written = Files.getLastModifiedTime(next).toInstant();
    if (current != null) {
      Instant before = Files.getLastModifiedTime(file).toInstant();
      if (!written.truncatedTo(ChronoUnit.MILLIS).isAfter(before)) {
        Files.setLastModifiedTime(
            next, FileTime.from(before.truncatedTo(ChronoUnit.MILLIS).plusMillis(1)));
      }
    }
    Files.move(next, file, ATOMIC_MOVE);
    return Optional.of(tag(key, file));
  }

  private static String tag(String key, Path file) throws IOException {
    return listed(key, Files.readAttributes(file, BasicFileAttributes.class)).etag();
  }

  @Override
  public void close() {}

  private String key(Path file) {
    return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static ListedObject listed(String key, BasicFileAttributes attributes) {
    return listed(key, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  private static ListedObject listed(String key, long size, Instant lastModified) {
    SourceObject file = SourceObject.ofFile(key, size, lastModified);
    return new ListedObject(key, file.etag(), file.size(), lastModified);
  }
}
