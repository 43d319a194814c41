package dev.kcompact.cli.init;

import java.util.List;

/**
 * A folder with the objects of one topic or several.
 *
 * @param prefix ends with a slash; empty for the source's root
 * @param directories those below it that are days, hours or partitions
 */
record DataFolder(String prefix, List<String> directories) {
  DataFolder {
    directories = List.copyOf(directories);
  }
}
