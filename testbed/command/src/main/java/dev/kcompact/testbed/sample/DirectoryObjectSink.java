package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local directory as a bucket. */
public final class DirectoryObjectSink implements ObjectSink {
  private final Path root;

  public DirectoryObjectSink(Path root) {
    this.root = requireNonNull(root, "root is null");
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    Path file = root.resolve(key);
    try {
      Files.createDirectories(requireNonNull(file.getParent(), "key has no directory"));
      Files.write(file, content);
    } catch (IOException e) {
      throw new IOException("Failed to write the sample object: " + file, e);
    }
  }
}
