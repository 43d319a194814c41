package dev.kcompact.cli.audit;

import static java.util.Objects.requireNonNull;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The committed compacted files of a lake. Files are immutable, so that each footer is read once
 * and kept, unless the caller takes the files one by one. Not thread-safe.
 */
public final class CompactedLake {
  private static final int SERVER_ERRORS = 500;

  private final ObjectStore lake;
  private final Map<String, Optional<LakeFile>> known = new HashMap<>();
  private final Map<String, String> unreadable = new TreeMap<>();

  public CompactedLake(ObjectStore lake) {
    this.lake = lake;
  }

  /** All committed files below {@code compacted/}, or below a table's or day's directory in it. */
  public List<LakeFile> files(String directory) {
    return committed(directory)
        .flatMap(object -> known.computeIfAbsent(object.key(), key -> read(object)).stream())
        .toList();
  }

  /** Paths of these files, sorted; reads no footer. */
  public List<String> paths(String directory) {
    return committed(directory).map(SourceObject::key).toList();
  }

  /**
   * Passes these files on, one after the other, and keeps none: their lineage is as large as the
   * listing of their raw objects.
   *
   * @param isWanted whether a path's file is read
   */
  public void each(String directory, Predicate<String> isWanted, Consumer<LakeFile> taker) {
    committed(directory)
        .filter(object -> isWanted.test(object.key()))
        .flatMap(object -> read(object).stream())
        .forEach(taker);
  }

  private Stream<SourceObject> committed(String directory) {
    return lake.list(directory).stream()
        .map(Listed::object)
        .filter(object -> LakeLayout.compactedFile(object.key()).isPresent());
  }

  /** Files whose footers could not be read, and why; callers are not given them. */
  public Map<String, String> unreadable() {
    return unreadable;
  }

  ObjectStore store() {
    return lake;
  }

  private Optional<LakeFile> read(SourceObject object) {
    try {
      Footer footer =
          FooterReader.read(length -> lake.tail(object, (int) Math.min(length, object.size())));
      Lineage lineage = footer.lineage().orElseThrow(() -> new IOException("it has no lineage"));
      return Optional.of(
          new LakeFile(
              new FileLineage(object.key(), lineage),
              object.size(),
              footer.closedBy().orElse("unknown")));
    } catch (IOException e) {
      unreadable.put(object.key(), String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (CommandException e) {
      if (e.getCause() instanceof S3Exception refused && refused.statusCode() < SERVER_ERRORS) {
        unreadable.put(object.key(), String.valueOf(refused.getMessage()));
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A committed file. {@code closedBy} is the limit that closed its group: {@code MAX_WAIT}. */
  public record LakeFile(FileLineage lineage, long bytes, String closedBy) {
    public LakeFile {
      requireNonNull(lineage, "lineage is null");
      requireNonNull(closedBy, "closedBy is null");
      if (bytes <= 0) {
        throw new IllegalArgumentException("bytes is not positive: " + bytes);
      }
    }

    public String table() {
      return lineage.lineage().table();
    }
  }
}
