package dev.kcompact.cli.init;

import java.util.regex.Pattern;

/** Recognizes folders by their names. */
final class FolderNames {
  private static final Pattern PART =
      Pattern.compile("[^=/]+=[^/]*|(?:19|20)\\d{2}|\\d{4}-\\d{2}-\\d{2}.*|\\d{8}|\\d{1,5}");
  private static final Pattern HIDDEN = Pattern.compile("[._].*");

  private FolderNames() {}

  /** The last name of a directory's path. */
  static String nameOf(String directory) {
    String path =
        directory.endsWith("/") ? directory.substring(0, directory.length() - 1) : directory;
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether it holds a day, an hour or a partition of what is above it. */
  static boolean isPart(String directory) {
    return PART.matcher(nameOf(directory)).matches();
  }

  static boolean isTombstones(String directory) {
    return nameOf(directory).equals("tombstone");
  }

  /** Whether programs keep their own files in it. */
  static boolean isHidden(String directory) {
    return HIDDEN.matcher(nameOf(directory)).matches();
  }

  /** Whether an object marks something and holds no records. */
  static boolean isMarker(String key) {
    String name = nameOf(key);
    return HIDDEN.matcher(name).matches()
        || name.endsWith(".crc")
        || name.endsWith(".tmp")
        || name.endsWith(".inprogress");
  }
}
