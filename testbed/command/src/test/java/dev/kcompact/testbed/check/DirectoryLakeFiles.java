package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

public final class DirectoryLakeFiles implements LakeFiles {
  private final Path root;

  public DirectoryLakeFiles(Path root) {
    this.root = requireNonNull(root, "root is null");
  }

  @Override
  public List<StoredFile> list(String prefix) throws IOException {
    Path directory = root.resolve(prefix);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<StoredFile> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        found.add(
            new StoredFile(root.relativize(file).toString().replace('\\', '/'), Files.size(file)));
      }
    } catch (IOException e) {
      throw new IOException("Failed to list the lake's files: " + directory, e);
    }
    found.sort(Comparator.comparing(StoredFile::key));
    return found;
  }

  @Override
  public void download(String key, Path target) throws IOException {
    try {
      Files.copy(root.resolve(key), target);
    } catch (IOException e) {
      throw new IOException("Failed to read the lake's file: " + root.resolve(key), e);
    }
  }

  @Override
  public String uri(String key) {
    return root.resolve(key).toUri().toString();
  }
}
