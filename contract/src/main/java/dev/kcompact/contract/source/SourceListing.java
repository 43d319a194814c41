package dev.kcompact.contract.source;

import java.util.List;
import java.util.stream.Stream;

/** Listing of the keys below a source. Keys and directories are relative to the source's root. */
public interface SourceListing {
  /**
   * What lies directly below a directory.
   *
   * @param keys keys without a further slash
   * @param directories each with a slash at its end
   */
  record Level(List<String> keys, List<String> directories) {
    public Level {
      keys = List.copyOf(keys);
      directories = List.copyOf(directories);
    }
  }

  /**
   * Returns what lies directly below a directory.
   *
   * @param directory empty for the root, otherwise with a slash at its end
   */
  Level level(String directory);

  /**
   * Returns every key below a directory, in the order of the listing. Requests are made only as the
   * stream is read; the caller closes it.
   */
  Stream<String> keys(String directory);
}
