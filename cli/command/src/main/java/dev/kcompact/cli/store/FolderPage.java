package dev.kcompact.cli.store;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.cli.store.ObjectStore.Page;
import dev.kcompact.cli.store.ObjectStore.PageRequest;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists one page of a folder as S3 would. */
final class FolderPage {
  private final Path folder;
  private final PageRequest request;
  private final List<Listed> objects = new ArrayList<>();
  private final List<String> directories = new ArrayList<>();
  private String last = "";
  private boolean hasMore;

  FolderPage(Path folder, PageRequest request) {
    this.folder = folder;
    this.request = request;
  }

  Page read() {
    String prefix = request.prefix();
    walk(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    return new Page(objects, directories, hasMore ? last : "");
  }

  private void walk(String directory) {
    for (String name : names(directory)) {
      if (hasMore) {
        return;
      }
      boolean isDirectory = name.endsWith("/");
      if (isWanted(name, isDirectory)) {
        if (isDirectory && !request.isLevel()) {
          walk(name);
        } else if (objects.size() + directories.size() == request.limit()) {
          hasMore = true;
        } else if (isDirectory) {
          directories.add(name);
          last = name;
        } else {
          add(name);
        }
      }
    }
  }

  private boolean isWanted(String name, boolean isDirectory) {
    String after = request.startAfter();
    boolean isAfter =
        name.compareTo(after) > 0 || (isDirectory && !request.isLevel() && after.startsWith(name));
    return isAfter && name.startsWith(request.prefix());
  }

  /** Adds a file; one that is renamed or deleted meanwhile is not there. */
  private void add(String key) {
    try {
      BasicFileAttributes file =
          Files.readAttributes(folder.resolve(key), BasicFileAttributes.class);
      Instant lastModified = file.lastModifiedTime().toInstant();
      objects.add(new Listed(SourceObject.ofFile(key, file.size(), lastModified), lastModified));
      last = key;
    } catch (NoSuchFileException renamedOrDeleted) {
      return;
    } catch (IOException e) {
      throw new CommandException("Failed to list objects: " + folder.resolve(key), e);
    }
  }

  private List<String> names(String directory) {
    Path start = folder.resolve(directory);
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(start)) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(start)) {
      for (Path entry : entries) {
        names.add(directory + entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""));
      }
    } catch (IOException e) {
      throw new CommandException("Failed to list objects: " + start, e);
    }
    names.sort(null);
    return names;
  }
}
