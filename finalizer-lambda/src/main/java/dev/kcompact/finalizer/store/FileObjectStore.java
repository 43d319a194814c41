package dev.kcompact.finalizer.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files below a folder. */
final class FileObjectStore implements ObjectStore {
  private final Path folder;

  FileObjectStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public StorageLocation root() {
    return StorageLocation.ofFolder(folder);
  }

  @Override
  public List<StoredObject> list(String prefix, Predicate<StoredObject> isWanted) {
    Path start = folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      List<StoredObject> found = new ArrayList<>();
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String key = folder.relativize(file).toString();
        if (key.startsWith(prefix)) {
          Stream.of(stored(key, file)).filter(isWanted).forEach(found::add);
        }
      }
      found.sort(Comparator.comparing(StoredObject::key));
      return found;
    } catch (IOException e) {
      throw new RetryableException("Failed to list files: " + start, e);
    }
  }

  @Override
  public Folder folder(String directory) {
    Path start = folder.resolve(directory);
    if (!Files.isDirectory(start)) {
      return new Folder(List.of(), List.of());
    }
    List<StoredObject> objects = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    try (Stream<Path> entries = Files.list(start)) {
      for (Path entry : (Iterable<Path>) entries.sorted()::iterator) {
        String key = directory + entry.getFileName();
        if (Files.isDirectory(entry)) {
          directories.add(key + "/");
        } else {
          objects.add(stored(key, entry));
        }
      }
      return new Folder(objects, directories);
    } catch (IOException e) {
      throw new RetryableException("Failed to list files: " + start, e);
    }
  }

  @Override
  public Stream<String> keys(String directory) {
    Path start = folder.resolve(directory);
    if (!Files.isDirectory(start)) {
      return Stream.of();
    }
    try {
      return Files.walk(start)
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted();
    } catch (IOException e) {
      throw new RetryableException("Failed to list files: " + start, e);
    }
  }

  private static StoredObject stored(String key, Path file) throws IOException {
    long size = Files.size(file);
    Instant modified = Files.getLastModifiedTime(file).toInstant();
    return new StoredObject(key, SourceObject.ofFile(key, size, modified).etag(), size, modified);
  }

  @Override
  public Optional<String> text(String key) {
    try {
      return Optional.of(Files.readString(folder.resolve(key), UTF_8));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new RetryableException("Failed to read file: " + locationOf(key), e);
    }
  }

  @Override
  public byte[] tail(String key, int length) {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(key).toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(length, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      return tail;
    } catch (IOException e) {
      throw new RetryableException("Failed to read file: " + locationOf(key), e);
    }
  }

  @Override
  public void download(StoredObject object, Path file) {
    try {
      Files.copy(folder.resolve(object.key()), file);
    } catch (IOException e) {
      throw new RetryableException("Failed to copy file: " + locationOf(object.key()), e);
    }
  }

  @Override
  public void put(String key, String text) {
    try {
      Path unfinished = Files.createTempFile("kcompact", ".tmp");
      Files.writeString(unfinished, text, UTF_8);
      move(unfinished, key);
    } catch (IOException e) {
      throw new RetryableException("Failed to write file: " + locationOf(key), e);
    }
  }

  @Override
  public void upload(Path file, String key) {
    try {
      Path unfinished = Files.createTempFile("kcompact", ".tmp");
      Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
      move(unfinished, key);
    } catch (IOException e) {
      throw new RetryableException("Failed to write file: " + locationOf(key), e);
    }
  }

  private void move(Path unfinished, String key) throws IOException {
    Path target = folder.resolve(key);
    Files.createDirectories(target.getParent());
    Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public List<String> deleteUnchanged(Collection<StoredObject> objects) {
    List<String> changed = new ArrayList<>();
    for (StoredObject object : objects) {
      Path file = folder.resolve(object.key());
      try {
        if (!Files.exists(file) || stored(object.key(), file).etag().equals(object.etag())) {
          Files.deleteIfExists(file);
        } else {
          changed.add(object.key());
        }
      } catch (IOException e) {
        throw new RetryableException("Failed to delete file: " + locationOf(object.key()), e);
      }
    }
    return changed;
  }

  @Override
  public void tag(Collection<StoredObject> objects, String name, String value) {
    throw new NonRetryableException(
        "Failed to tag objects: " + folder + " is a folder without tags; use delete or keep");
  }

  @Override
  public void delete(Collection<String> keys) {
    for (String key : keys) {
      try {
        Files.deleteIfExists(folder.resolve(key));
      } catch (IOException e) {
        throw new RetryableException("Failed to delete file: " + locationOf(key), e);
      }
    }
  }
}
