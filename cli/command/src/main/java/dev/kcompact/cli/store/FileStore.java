package dev.kcompact.cli.store;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A local folder as an object store. */
public final class FileStore implements ObjectStore {
  private final StorageLocation root;
  private final Path folder;
  private final RequestCount requests = new RequestCount();

  public FileStore(StorageLocation root) {
    this.root = root.asDirectory();
    this.folder = root.toPath();
  }

  @Override
  public StorageLocation root() {
    return root;
  }

  @Override
  public void each(String prefix, Consumer<Listed> taker) {
    Path start = folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(start)) {
      return;
    }
    try {
      Files.walkFileTree(start, visitor(prefix, taker));
    } catch (IOException e) {
      throw new CommandException("Failed to list objects: " + root + prefix, e);
    }
  }

  private SimpleFileVisitor<Path> visitor(String prefix, Consumer<Listed> taker) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String key = folder.relativize(file).toString().replace('\\', '/');
        if (attributes.isRegularFile() && key.startsWith(prefix)) {
          Instant lastModified = attributes.lastModifiedTime().toInstant();
          taker.accept(
              new Listed(SourceObject.ofFile(key, attributes.size(), lastModified), lastModified));
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
    };
  }

  @Override
  public Level level(String directory) {
    List<String> keys = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    if (!Files.isDirectory(folder.resolve(directory))) {
      return new Level(keys, directories);
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve(directory))) {
      for (Path entry : entries) {
        String key = directory + entry.getFileName();
        if (Files.isDirectory(entry)) {
          directories.add(key + "/");
        } else {
          keys.add(key);
        }
      }
    } catch (IOException e) {
      throw new CommandException("Failed to list objects: " + root + directory, e);
    }
    keys.sort(Comparator.naturalOrder());
    directories.sort(Comparator.naturalOrder());
    return new Level(keys, directories);
  }

  /** Reads one folder at a time, in the order of the keys. */
  @Override
  public Stream<String> keys(String directory) {
    if (!Files.isDirectory(folder.resolve(directory))) {
      return Stream.of();
    }
    Level level = level(directory);
    return Stream.concat(level.keys().stream(), level.directories().stream())
        .sorted()
        .flatMap(name -> name.endsWith("/") ? keys(name) : Stream.of(name));
  }

  @Override
  public Page page(PageRequest request) {
    requests.listed();
    return new FolderPage(folder, request).read();
  }

  @Override
  public byte[] read(SourceObject object, int maxBytes) {
    requests.got();
    try (InputStream in = Files.newInputStream(folder.resolve(object.key()))) {
      return in.readNBytes(maxBytes);
    } catch (IOException e) {
      throw new CommandException("Failed to read object: " + root + object.key(), e);
    }
  }

  @Override
  public RequestCount requests() {
    return requests;
  }

  @Override
  public byte[] tail(SourceObject object, int length) {
    return range(object, object.size() - length, length);
  }

  @Override
  public byte[] range(SourceObject object, long start, int length) {
    requests.got();
    byte[] bytes = new byte[length];
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(object.key()).toFile(), "r")) {
      file.seek(start);
      file.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw new CommandException("Failed to read object: " + root + object.key(), e);
    }
  }

  @Override
  public void close() {}
}
