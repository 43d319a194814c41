package dev.kcompact.contract.source;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lists keys below a source. Keys and directories are relative to the source's root. Empty objects
 * whose keys end with a slash, which consoles create as folders, are left out.
 */
public interface SourceListing {
  /** Keys without a further slash, and directories that end with a slash. */
  record Level(List<String> keys, List<String> directories) {
    public Level {
      keys = List.copyOf(keys);
      directories = List.copyOf(directories);
    }
  }

  /**
   * Lists one level.
   *
   * @param directory empty for the root, otherwise ending with a slash
   */
  Level level(String directory);

  /**
   * Returns every key below a directory, in the order of the listing. Requests are made only as the
   * stream is read; the caller closes it.
   */
  Stream<String> keys(String directory);
}
